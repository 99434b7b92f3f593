package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.launcher.cli.DoctorChecks.Check;
import app.afterglow.launcher.cli.DoctorChecks.Health;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a store can be read, and what is missing of it. */
final class StoreChecks {

  private static final int FILES_NAMED = 10;

  private final Session session;

  StoreChecks(Session session) {
    this.session = session;
  }

  /** Everything about the stores at a path. */
  List<Check> of(Path path, List<FoundStore> stores) throws IOException {
    StoreChoice choice = new StoreChoice(session);
    List<Check> checks = new ArrayList<>();
    if (stores.isEmpty()) {
      checks.add(check("store-none", Health.ILL, path.toString()));
    }
    for (FoundStore store : stores) {
      checks.add(new Check("store", Health.FINE, choice.describe(store)));
      checks.addAll(ofStore(store));
    }
    if (stores.size() > 1) {
      checks.add(check("store-several", Health.FINE, stores.size()));
    }
    checks.add(readability(path));
    return checks;
  }

  private List<Check> ofStore(FoundStore store) {
    List<Check> checks = new ArrayList<>();
    String place = store.place();
    String kind = store.platform().equals("android") ? "-android" : "";
    List<KeyKind> opening =
        store.keys().stream().filter(key -> key != KeyKind.DATABASE_KEY).toList();
    boolean databaseIsThere = Files.isRegularFile(store.database());
    if (!databaseIsThere) {
      checks.add(check("store-no-database", Health.ILL, missing(store)));
    } else if (isEmpty(store.database())) {
      checks.add(check("store-empty-database", Health.ILL, missing(store)));
    }
    if (opening.isEmpty()) {
      checks.add(check("store-keyless" + kind, Health.DOUBTFUL, place));
      checks.add(check("store-keyless-next" + kind, Health.DOUBTFUL));
    } else if (opening.equals(List.of(KeyKind.DEVICE_SECRET))) {
      checks.add(check("store-secret", Health.DOUBTFUL, place));
    } else {
      String keys =
          opening.stream()
              .map(key -> session.words().say("key." + JsonAnswer.word(key)))
              .collect(Collectors.joining(", "));
      checks.add(check("store-keys", Health.FINE, place, keys));
      if (databaseIsThere) {
        checks.add(check("store-next", Health.FINE, store.given().toString()));
      }
    }
    Path log = store.database().resolveSibling(store.database().getFileName() + "-wal");
    if (Files.isRegularFile(log) && !isEmpty(log)) {
      checks.add(check("store-log", Health.FINE, String.valueOf(log.getFileName())));
    }
    return checks;
  }

  /** The database as people can find it: not where it was unpacked for a moment. */
  private static String missing(FoundStore store) {
    return store.origin() == null
        ? store.database().toString()
        : "%s: %s".formatted(store.place(), store.database().getFileName());
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      // What can't be looked at is named among the files that can't be read.
      return false;
    }
  }

  private Check check(String name, Health health, Object... arguments) {
    return new Check(name, health, session.words().say("doctor." + name, arguments));
  }

  private Check readability(Path path) throws IOException {
    List<String> unreadable = new ArrayList<>();
    long[] readable = new long[2];
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isReadable(file)) {
              readable[0]++;
              readable[1] += attributes.size();
            } else {
              unreadable.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.add(file.toString());
            return FileVisitResult.CONTINUE;
          }
        });
    if (unreadable.isEmpty()) {
      return check("store-readable", Health.FINE, readable[0], session.words().size(readable[1]));
    }
    String named =
        String.join(", ", unreadable.subList(0, Math.min(FILES_NAMED, unreadable.size())));
    return check("store-unreadable", Health.ILL, unreadable.size(), named);
  }
}
