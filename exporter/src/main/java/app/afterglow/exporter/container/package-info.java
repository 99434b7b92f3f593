/**
 * What stores are handed over in: phone backups and archives of folders, unpacked into a private
 * folder as far as they hold a store.
 */
@NullMarked
package app.afterglow.exporter.container;

import org.jspecify.annotations.NullMarked;
