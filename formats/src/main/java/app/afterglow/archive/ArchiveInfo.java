package app.afterglow.archive;

import app.afterglow.model.Balance;

/**
 * {@code data/archive.json}: what an archive holds.
 *
 * @param formatVersion the archive format's version, 1
 * @param description who made it, when and out of what
 * @param balance what was found, carried and lost
 * @param distinctAttachments attachment contents, each counted once
 * @param attachmentBytes their plaintext size together, in bytes
 * @param losses lines of the loss report, partial ones included
 */
public record ArchiveInfo(
    int formatVersion,
    ArchiveDescription description,
    Balance balance,
    long distinctAttachments,
    long attachmentBytes,
    long losses) {}
