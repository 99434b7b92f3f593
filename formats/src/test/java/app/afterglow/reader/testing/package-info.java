/** A made-up history and a real browser, for the tests of whatever shows one in the other. */
@NullMarked
package app.afterglow.reader.testing;

import org.jspecify.annotations.NullMarked;
