/**
 * The layout of a Slack export, which Mattermost's mmetl, Zulip, Rocket.Chat and others read:
 * {@code docs/targets/slack.md}.
 */
@NullMarked
package app.afterglow.importer.slack;

import org.jspecify.annotations.NullMarked;
