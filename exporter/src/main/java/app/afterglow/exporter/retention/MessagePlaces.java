package app.afterglow.exporter.retention;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where messages stand, in arrays that grow: time (ms since 1970 UTC), file number, byte offset.
 */
final class MessagePlaces {

  private long[] times = new long[16];
  private int[] files = new int[16];
  private long[] offsets = new long[16];
  private int size;

  void add(long time, int file, long offset) {
    if (size == times.length) {
      int capacity = size + (size >> 1);
      times = Arrays.copyOf(times, capacity);
      files = Arrays.copyOf(files, capacity);
      offsets = Arrays.copyOf(offsets, capacity);
    }
    times[size] = time;
    files[size] = file;
    offsets[size] = offset;
    size++;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  int file(int index) {
    return files[index];
  }

  long offset(int index) {
    return offsets[index];
  }

  /** Orders them by time; those of one time stay as they were found. */
  void sort() {
    boolean sorted = true;
    for (int i = 1; i < size && sorted; i++) {
      sorted = times[i - 1] <= times[i];
    }
    if (sorted) {
      return;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    times = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
    offsets = Arrays.stream(order).mapToLong(i -> offsets[i]).toArray();
    files = Arrays.stream(order).map(i -> files[i]).toArray();
  }
}
