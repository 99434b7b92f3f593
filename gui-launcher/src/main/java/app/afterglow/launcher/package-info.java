/** The one program people start: a command line, and later a window. */
@NullMarked
package app.afterglow.launcher;

import org.jspecify.annotations.NullMarked;
