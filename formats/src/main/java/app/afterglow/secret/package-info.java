/** Passwords, passphrases and keys: byte arrays that wipe themselves and never show themselves. */
@NullMarked
package app.afterglow.secret;

import org.jspecify.annotations.NullMarked;
