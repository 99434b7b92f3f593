package app.afterglow.launcher.demo;

import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that the demo fills. Closing notes in it which files the demo made, so that a later demo
 * can take away these and no others.
 */
final class DemoFolder implements AutoCloseable {

  private static final String NOTE = ".made-by-afterglow-demo";

  private final Path folder;

  private DemoFolder(Path folder) {
    this.folder = folder;
  }

  /** A new or empty folder, made where there is none. */
  static DemoFolder fresh(Path folder) throws IOException {
    if (Files.exists(folder.resolve(NOTE))) {
      throw new UsageException(LauncherProblem.of("demo-exists", folder.toString()));
    }
    return empty(folder);
  }

  /** As {@link #fresh}, after what an earlier demo made was taken away. */
  static DemoFolder replacing(Path folder) throws IOException {
    Path note = folder.resolve(NOTE);
    if (Files.exists(note)) {
      removeNoted(folder, Files.readAllLines(note, StandardCharsets.UTF_8));
      Files.delete(note);
    }
    return empty(folder);
  }

  private static DemoFolder empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new UsageException(LauncherProblem.of("demo-foreign", folder.toString()));
      }
    }
    return new DemoFolder(folder);
  }

  /** The note may have been written by anybody: only files inside the folder are removed. */
  private static void removeNoted(Path folder, List<String> names) throws IOException {
    Path real = folder.toRealPath();
    // What lies deepest stands last, and a folder after what is in it is gone can go too.
    for (String name : names.reversed()) {
      Path file = folder.resolve(name);
      Path parent = file.normalize().getParent();
      if (name.isEmpty() || parent == null || !Files.isDirectory(parent)) {
        continue;
      }
      if (parent.toRealPath().startsWith(real)) {
        try {
          Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
          // Somebody put something of their own in there.
        }
      }
    }
  }

  /** A file or folder in it. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    List<String> made = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return note(visited);
          }

          @Override
          public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
            return note(visited);
          }

          private FileVisitResult note(Path visited) {
            if (!visited.equals(folder)) {
              made.add(folder.relativize(visited).toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.write(resolve(NOTE), made, StandardCharsets.UTF_8);
  }
}
