package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rowids of a table that its tree does not account for, as disjoint ranges. */
final class RowRanges {

  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Rowids from {@code low} to {@code high}, both included. */
  record Range(long low, long high) {
    boolean contains(long rowid) {
      return rowid >= low && rowid <= high;
    }
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  void add(long low, long high) {
    if (low > high) {
      return;
    }
    long from = low;
    long to = high;
    for (Range range : overlapping(low, high)) {
      ranges.remove(range.low());
      from = Math.min(from, range.low());
      to = Math.max(to, range.high());
    }
    ranges.put(from, to);
  }

  void remove(long low, long high) {
    for (Range range : overlapping(low, high)) {
      ranges.remove(range.low());
      if (range.low() < low) {
        ranges.put(range.low(), low - 1);
      }
      if (range.high() > high) {
        ranges.put(high + 1, range.high());
      }
    }
  }

  /** Whether all these rowids are unaccounted for. */
  boolean containsAll(long low, long high) {
    Map.Entry<Long, Long> range = ranges.floorEntry(low);
    return range != null && range.getValue() >= high;
  }

  /** The parts of these ranges that lie between the two rowids. */
  List<Range> within(long low, long high) {
    return overlapping(low, high).stream()
        .map(range -> new Range(Math.max(low, range.low()), Math.min(high, range.high())))
        .toList();
  }

  private List<Range> overlapping(long low, long high) {
    List<Range> found = new ArrayList<>();
    if (low > high) {
      return found;
    }
    Map.Entry<Long, Long> before = ranges.lowerEntry(low);
    if (before != null && before.getValue() >= low) {
      found.add(new Range(before.getKey(), before.getValue()));
    }
    ranges.subMap(low, true, high, true).forEach((from, to) -> found.add(new Range(from, to)));
    return found;
  }
}
