/** An archive's messages by their number, out of its message files, a few of which are kept. */
@NullMarked
package app.afterglow.launcher.viewer.history;

import org.jspecify.annotations.NullMarked;
