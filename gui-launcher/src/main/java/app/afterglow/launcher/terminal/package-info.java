/** Talking with whoever started the program: words, prompts, secrets, progress, interruption. */
@NullMarked
package app.afterglow.launcher.terminal;

import org.jspecify.annotations.NullMarked;
