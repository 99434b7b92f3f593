/** Transcripts that can be read with anything: {@code docs/targets/txt.md}. */
@NullMarked
package app.afterglow.importer.txt;

import org.jspecify.annotations.NullMarked;
