/** Histories made in memory, for the tests of every target. */
@NullMarked
package app.afterglow.importer.testing;

import org.jspecify.annotations.NullMarked;
