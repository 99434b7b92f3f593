/** What both faces of the program share: its version, its end, and words about what it found. */
@NullMarked
package app.afterglow.launcher.program;

import org.jspecify.annotations.NullMarked;
