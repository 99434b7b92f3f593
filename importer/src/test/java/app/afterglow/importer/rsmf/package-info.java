/** RSMF files, read by a checker of its own. */
@NullMarked
package app.afterglow.importer.rsmf;

import org.jspecify.annotations.NullMarked;
