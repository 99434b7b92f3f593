@NullMarked
package app.afterglow.importer.wickrio;

import org.jspecify.annotations.NullMarked;
