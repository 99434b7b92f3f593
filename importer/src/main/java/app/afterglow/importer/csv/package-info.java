/** Tables for spreadsheets and scripts (RFC 4180): {@code docs/targets/csv.md}. */
@NullMarked
package app.afterglow.importer.csv;

import org.jspecify.annotations.NullMarked;
