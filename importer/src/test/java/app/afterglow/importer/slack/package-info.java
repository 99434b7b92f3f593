/** The Slack export layout, read by a checker of its own. */
@NullMarked
package app.afterglow.importer.slack;

import org.jspecify.annotations.NullMarked;
