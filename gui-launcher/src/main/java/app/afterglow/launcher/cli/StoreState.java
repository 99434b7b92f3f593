package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be told of a store without opening it. */
final class StoreState {

  private StoreState() {}

  /** Bytes in its write-ahead log, where the newest messages may be; 0 where there is none. */
  static long logSize(FoundStore store) {
    Path log = Path.of(store.database() + "-wal");
    try {
      return Files.isRegularFile(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether something is there that a person's own password or device id opens. */
  static boolean hasKeys(FoundStore store) {
    return store.keys().stream()
        .anyMatch(
            key ->
                switch (key) {
                  case PASSWORD, DEVICE_ID, NONE -> true;
                  case DEVICE_SECRET, DATABASE_KEY -> false;
                });
  }

  /** The word for it in answers for machines. */
  static String keyFiles(FoundStore store) {
    if (hasKeys(store)) {
      return "present";
    }
    return store.keys().contains(KeyKind.DEVICE_SECRET) ? "device-secret" : "missing";
  }
}
