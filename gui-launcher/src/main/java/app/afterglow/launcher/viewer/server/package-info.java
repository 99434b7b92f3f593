/** A web server for one browser on this machine: who may ask, and how answers are sent. */
@NullMarked
package app.afterglow.launcher.viewer.server;

import org.jspecify.annotations.NullMarked;
