/**
 * The first thing to do: a byte-exact copy of an encrypted profile, made without any key
 * (docs/rescue-format.md).
 */
@NullMarked
package app.afterglow.exporter.rescue;

import org.jspecify.annotations.NullMarked;
