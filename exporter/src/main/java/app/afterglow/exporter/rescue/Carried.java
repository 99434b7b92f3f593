package app.afterglow.exporter.rescue;

import java.time.Instant;

/**
 * A file that stands in the rescue file.
 *
 * @param path its path in there, below the top folder
 * @param name its path below the store's folder, as it is there
 * @param size bytes
 * @param modified when it was changed last
 * @param sha256 its hash, 64 hex digits
 */
record Carried(String path, String name, long size, Instant modified, String sha256) {}
