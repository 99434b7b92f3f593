package app.afterglow.exporter.places;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.container.FoundBackup;
import java.nio.file.Path;
import java.util.List;

/**
 * What a search found.
 *
 * @param stores stores, newest first
 * @param backups backups and archives that hold a store, or may
 * @param closed folders that may not be looked into, or took too long
 */
public record Findings(List<FoundStore> stores, List<FoundBackup> backups, List<Path> closed) {

  public Findings {
    stores = List.copyOf(stores);
    backups = List.copyOf(backups);
    closed = List.copyOf(closed);
  }
}
