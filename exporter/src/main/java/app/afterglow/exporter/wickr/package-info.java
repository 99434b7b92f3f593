/** Wickr's stores as a source: Wickr Me on the desktop, and what shares its tables. */
@NullMarked
package app.afterglow.exporter.wickr;

import org.jspecify.annotations.NullMarked;
