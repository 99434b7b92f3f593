/** JSON Lines of everything, in the archive's own words (docs/targets/jsonl.md). */
@NullMarked
package app.afterglow.importer.jsonl;

import org.jspecify.annotations.NullMarked;
