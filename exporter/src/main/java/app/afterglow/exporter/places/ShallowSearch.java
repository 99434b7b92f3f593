package app.afterglow.exporter.places;

import app.afterglow.exporter.container.FoundBackup;
import app.afterglow.exporter.container.StoreMarkers;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks a few levels below a folder for the names of stores' files and of backups, breadth first
 * and within bounds, so that it ends soon whatever it is pointed at. Links are not followed.
 */
final class ShallowSearch {

  private static final int MOST_FOLDERS = 5_000;
  private static final int MOST_NAMES = 500_000;
  private static final int MOST_BACKUPS = 200;

  /** What every system keeps on a disk for itself. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "$RECYCLE.BIN",
          "System Volume Information",
          ".Trash",
          ".Trashes",
          ".Spotlight-V100",
          ".fseventsd",
          "lost+found",
          "node_modules",
          "proc",
          "sys");

  private final StoreMarkers markers;
  private final String word;
  private final Set<Path> roots = new LinkedHashSet<>();
  private final List<FoundBackup> backups = new ArrayList<>();
  private final List<Path> closed = new ArrayList<>();
  private final long started = System.nanoTime();
  private final Duration patience;
  private int folders;
  private int names;

  /**
   * @param patience after which it ends where it is
   */
  ShallowSearch(StoreMarkers markers, String word, Duration patience) {
    this.markers = markers;
    this.word = word;
    this.patience = patience;
  }

  private record Step(Path folder, int levelsLeft) {}

  /** Looks at a folder and this many levels below; where it has to end early, that is told. */
  void look(Path start, int levels) {
    Deque<Step> ahead = new ArrayDeque<>();
    ahead.add(new Step(start, levels));
    for (Step step = ahead.poll(); step != null; step = ahead.poll()) {
      if (Thread.currentThread().isInterrupted()
          || ++folders > MOST_FOLDERS
          || names > MOST_NAMES
          || System.nanoTime() - started > patience.toNanos()) {
        closed.add(start);
        return;
      }
      look(step, ahead);
    }
  }

  private void look(Step step, Deque<Step> ahead) {
    try {
      FoundBackup backup = FoundBackup.at(step.folder, markers, word);
      if (backup != null) {
        add(backup);
        return;
      }
      try (DirectoryStream<Path> listing = Files.newDirectoryStream(step.folder)) {
        for (Path each : listing) {
          names++;
          look(each, step, ahead);
        }
      }
    } catch (NoSuchFileException e) {
      // Gone meanwhile, or never there.
      return;
    } catch (IOException e) {
      closed.add(step.folder);
    } catch (DirectoryIteratorException e) {
      closed.add(step.folder);
    }
  }

  private void look(Path each, Step step, Deque<Step> ahead) {
    String name = each.getFileName().toString();
    if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
      if (step.levelsLeft > 0 && !PASSED_OVER.contains(name)) {
        ahead.add(new Step(each, step.levelsLeft - 1));
      }
      return;
    }
    markers.rootOf(each).ifPresent(roots::add);
    if (FoundBackup.mayBe(name) && backups.size() < MOST_BACKUPS) {
      lookInto(each);
    }
  }

  private void lookInto(Path file) {
    try {
      FoundBackup backup = FoundBackup.at(file, markers, word);
      if (backup != null) {
        add(backup);
      }
    } catch (IOException e) {
      // A file that may not be read is no backup that could be.
      return;
    }
  }

  /** What surely holds no store, or is one of the many ZIPs everybody has, is not worth a line. */
  private void add(FoundBackup backup) {
    boolean phone =
        switch (backup.kind()) {
          case APPLE, APPLE_ZIP, ANDROID -> true;
          case ZIP, TAR, AGE -> false;
        };
    boolean worthIt =
        switch (backup.holds()) {
          case STORE -> true;
          case PERHAPS -> phone;
          case NOTHING -> false;
        };
    if (worthIt) {
      backups.add(backup);
    }
  }

  /** Folders that are stores by a file in them. */
  Set<Path> roots() {
    return roots;
  }

  List<FoundBackup> backups() {
    return backups;
  }

  /** Folders that may not be looked into, or are too large to be looked into as a whole. */
  List<Path> closed() {
    return closed;
  }
}
