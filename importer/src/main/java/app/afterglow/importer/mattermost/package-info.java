/**
 * The ZIP that Mattermost's bulk import reads ({@code mmctl import}): authors and times are kept
 * (docs/targets/mattermost.md).
 */
@NullMarked
package app.afterglow.importer.mattermost;

import org.jspecify.annotations.NullMarked;
