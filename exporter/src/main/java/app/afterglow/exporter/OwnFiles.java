package app.afterglow.exporter;

import java.nio.file.Path;

/**
 * Tells a store's own files from others that lie in the same folder. Paths are below the store's
 * root.
 */
public interface OwnFiles {

  /** Whether a file is the store's. */
  boolean isOwn(Path file);

  /** Whether the store's files may be in a folder, or below it. */
  boolean mayHold(Path folder);
}
