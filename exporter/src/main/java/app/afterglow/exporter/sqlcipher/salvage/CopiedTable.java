package app.afterglow.exporter.sqlcipher.salvage;

/**
 * A table that was copied.
 *
 * @param name its name
 * @param rows rows written
 * @param uncertain how many of them may be older versions, or deleted, or another table's
 * @param refused rows whose rowid was taken already, which were not written
 */
public record CopiedTable(String name, long rows, long uncertain, long refused) {}
