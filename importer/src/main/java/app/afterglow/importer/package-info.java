/**
 * From an archive to the next messenger: the boundary every target implements, and the use case.
 */
@NullMarked
package app.afterglow.importer;

import org.jspecify.annotations.NullMarked;
