package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows that could not be read, each once however often its table is read. */
final class DamagedRows {

  /** More than these are counted, not listed: only a hostile file has so many. */
  private static final int MAX_LISTED = 100_000;

  private record Place(String table, int page, int cell) {}

  private final Map<Place, DamagedRow> listed = new LinkedHashMap<>();
  private long further;

  synchronized void add(DamagedRow row) {
    Place place = new Place(row.table(), row.page(), row.cell());
    if (listed.size() < MAX_LISTED) {
      listed.putIfAbsent(place, row);
    } else if (!listed.containsKey(place)) {
      further++;
    }
  }

  synchronized List<DamagedRow> list() {
    return new ArrayList<>(listed.values());
  }

  synchronized long count() {
    return listed.size() + further;
  }
}
