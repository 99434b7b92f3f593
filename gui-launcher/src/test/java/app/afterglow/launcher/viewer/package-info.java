@NullMarked
package app.afterglow.launcher.viewer;

import org.jspecify.annotations.NullMarked;
