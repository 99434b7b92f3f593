package app.afterglow.importer.plain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one try of a property, which JUnit's temporary folders don't serve. */
public final class Scratch {

  /** What is done with the folder. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void in(Path folder) throws IOException;
  }

  private Scratch() {}

  /** Makes a folder, hands it over, and takes it away with all that is in it. */
  public static void with(Action action) throws IOException {
    Path folder = Files.createTempDirectory("afterglow");
    try {
      action.in(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
