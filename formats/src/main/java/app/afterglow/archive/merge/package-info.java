/**
 * Several archives become one history (docs/merge.md): items of one id are one item, the fuller
 * copy wins, and what the copies disagree about is kept and named.
 */
@NullMarked
package app.afterglow.archive.merge;

import org.jspecify.annotations.NullMarked;
