/** The reader over an encrypted archive: a web page that only this machine can see. */
@NullMarked
package app.afterglow.launcher.viewer;

import org.jspecify.annotations.NullMarked;
