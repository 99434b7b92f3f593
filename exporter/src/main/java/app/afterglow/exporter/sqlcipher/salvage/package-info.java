/**
 * Reads what can still be read of a damaged SQLite or SQLCipher database, without SQLite: page by
 * page, each authenticated on its own, through the b-trees where they hold and leaf by leaf where
 * they don't. Used only after the normal way has failed. Start at {@link
 * app.afterglow.exporter.sqlcipher.salvage.SalvagedDatabase#open}.
 *
 * <p>References: "Database File Format" (sqlite.org/fileformat2.html) and "SQLCipher Design"
 * (zetetic.net/sqlcipher/design).
 */
@NullMarked
package app.afterglow.exporter.sqlcipher.salvage;

import org.jspecify.annotations.NullMarked;
