/**
 * What the targets that write plain files share: the wanted part of a history, files that appear
 * only when they are whole, safe file names, words for every kind of message, and the account of
 * what was carried.
 */
@NullMarked
package app.afterglow.importer.plain;

import org.jspecify.annotations.NullMarked;
