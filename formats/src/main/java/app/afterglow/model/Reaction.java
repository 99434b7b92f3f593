package app.afterglow.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's reaction to a message.
 *
 * @param senderId who reacted, null where the store doesn't say it
 * @param emoji what they reacted with
 * @param at when, null where the store doesn't say it
 */
public record Reaction(@Nullable String senderId, String emoji, @Nullable Instant at) {}
