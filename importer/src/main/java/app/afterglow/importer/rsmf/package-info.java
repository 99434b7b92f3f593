/** Relativity's short message format, for legal hand-over: {@code docs/targets/rsmf.md}. */
@NullMarked
package app.afterglow.importer.rsmf;

import org.jspecify.annotations.NullMarked;
