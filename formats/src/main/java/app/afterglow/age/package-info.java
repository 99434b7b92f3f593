/**
 * The age v1 file format (C2SP age.md): recipients, identities, streaming and seekable payloads.
 */
@NullMarked
package app.afterglow.age;

import org.jspecify.annotations.NullMarked;
