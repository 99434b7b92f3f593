@NullMarked
package app.afterglow.importer.delivery;

import org.jspecify.annotations.NullMarked;
