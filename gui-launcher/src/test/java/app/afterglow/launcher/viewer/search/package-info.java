@NullMarked
package app.afterglow.launcher.viewer.search;

import org.jspecify.annotations.NullMarked;
