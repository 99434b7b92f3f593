/** Histories to test file targets with. */
@NullMarked
package app.afterglow.importer.plain;

import org.jspecify.annotations.NullMarked;
