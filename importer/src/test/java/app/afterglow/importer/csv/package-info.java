/** CSV tables, read by a strict parser of its own. */
@NullMarked
package app.afterglow.importer.csv;

import org.jspecify.annotations.NullMarked;
