@NullMarked
package app.afterglow.launcher.viewer.server;

import org.jspecify.annotations.NullMarked;
