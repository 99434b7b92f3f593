/**
 * The building blocks of Wickr's local encryption, as its vendor's open-source library lays them
 * out: cipher results, password-protected values, storage keys, attachments.
 */
@NullMarked
package app.afterglow.exporter.wickr.crypto;

import org.jspecify.annotations.NullMarked;
