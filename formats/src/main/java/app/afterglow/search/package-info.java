/** How text is searched everywhere: by the reader, by its index and on the command line. */
@NullMarked
package app.afterglow.search;

import org.jspecify.annotations.NullMarked;
