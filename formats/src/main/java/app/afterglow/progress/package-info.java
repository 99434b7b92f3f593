/** What a long run tells whoever watches it. */
@NullMarked
package app.afterglow.progress;

import org.jspecify.annotations.NullMarked;
