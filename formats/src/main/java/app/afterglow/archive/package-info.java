/**
 * The archive, format version 1: an age file around a ZIP around JSON Lines, files and a manifest.
 */
@NullMarked
package app.afterglow.archive;

import org.jspecify.annotations.NullMarked;
