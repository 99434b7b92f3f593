/** The command line: one class a command, and what they share. */
@NullMarked
package app.afterglow.launcher.cli;

import org.jspecify.annotations.NullMarked;
