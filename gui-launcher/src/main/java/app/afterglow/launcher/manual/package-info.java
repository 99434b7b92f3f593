/**
 * Writes man pages and shell completion out of the commands themselves, when the program is built.
 */
@NullMarked
package app.afterglow.launcher.manual;

import org.jspecify.annotations.NullMarked;
