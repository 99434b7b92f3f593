package app.afterglow.exporter.sqlcipher.salvage;

/**
 * A table that was copied.
 *
 * @param name its name
 * @param rows rows written
 * @param refused rows whose rowid was taken already, which were not written
 */
public record CopiedTable(String name, long rows, long refused) {}
