/** What somebody may send to whoever helps them: facts about machine and stores, never content. */
@NullMarked
package app.afterglow.launcher.support;

import org.jspecify.annotations.NullMarked;
