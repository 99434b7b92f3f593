/** The index in memory over everything that can be searched, and the answers out of it. */
@NullMarked
package app.afterglow.launcher.viewer.search;

import org.jspecify.annotations.NullMarked;
