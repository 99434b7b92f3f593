package app.afterglow.importer.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wanted part of a conversation, seen as a whole.
 *
 * @param messages how many messages it has
 * @param firstAt when the first of them was sent, null where there is none
 * @param lastAt when the last of them was sent, null where there is none
 * @param digest 16 hexadecimal digits over the messages' ids in their order: another selection or a
 *     fuller archive has another digest
 */
public record Extent(
    long messages, @Nullable Instant firstAt, @Nullable Instant lastAt, String digest) {}
