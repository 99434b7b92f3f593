@NullMarked
package app.afterglow.importer.html;

import org.jspecify.annotations.NullMarked;
