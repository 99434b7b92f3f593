/** Passphrases made of words, and the sheet of paper that remembers them. */
@NullMarked
package app.afterglow.launcher.passphrase;

import org.jspecify.annotations.NullMarked;
