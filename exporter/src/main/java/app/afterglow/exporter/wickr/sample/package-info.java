/** Makes a Wickr Me desktop store with made-up people, for demonstrations and trying things out. */
@NullMarked
package app.afterglow.exporter.wickr.sample;

import org.jspecify.annotations.NullMarked;
