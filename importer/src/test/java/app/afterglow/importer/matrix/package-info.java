@NullMarked
package app.afterglow.importer.matrix;

import org.jspecify.annotations.NullMarked;
