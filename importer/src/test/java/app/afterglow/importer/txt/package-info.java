/** Transcripts, read by a checker of its own. */
@NullMarked
package app.afterglow.importer.txt;

import org.jspecify.annotations.NullMarked;
