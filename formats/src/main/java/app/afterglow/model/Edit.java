package app.afterglow.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a message's text. The message carries the newest text; its edits, oldest first, the
 * texts that stood before.
 *
 * @param at when the change was made, null where the store doesn't say it
 * @param previousText the text before the change, null where the store no longer holds it
 */
public record Edit(@Nullable Instant at, @Nullable String previousText) {}
