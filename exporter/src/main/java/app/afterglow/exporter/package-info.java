/**
 * From a messenger's store to an archive: the boundary every source implements, and the use case.
 */
@NullMarked
package app.afterglow.exporter;

import org.jspecify.annotations.NullMarked;
