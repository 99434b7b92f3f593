/**
 * Opening SQLCipher databases safely: a private copy that is wiped afterwards, keys tried against
 * page 1 before anything else, and a connection that can only read.
 */
@NullMarked
package app.afterglow.exporter.sqlcipher;

import org.jspecify.annotations.NullMarked;
