package app.afterglow.exporter;

import org.jspecify.annotations.Nullable;

/**
 * An attachment that a message names.
 *
 * @param handle a number by which {@link Source#attachment} finds its content, at any time while
 *     the source is open
 * @param name the name its sender gave it, null where the store doesn't say it
 * @param mediaType the media type its sender gave it, null where the store doesn't say it
 * @param size plaintext size in bytes that the message claims, -1 where it doesn't
 * @param sourceId the source's name for the file, null where there is none
 */
public record FoundAttachment(
    long handle,
    @Nullable String name,
    @Nullable String mediaType,
    long size,
    @Nullable String sourceId) {}
