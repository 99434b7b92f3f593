package app.afterglow.exporter.wickr;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The folders below one, within bounds: whatever somebody points at, the search ends soon. */
final class FolderWalk {

  /** Levels below the folder somebody names: as deep as a phone backup buries an app's folder. */
  static final int DEEPEST = 12;

  private static final int MOST_FOLDERS = 50_000;
  private static final int MOST_FILES = 5_000_000;

  private FolderWalk() {}

  /** The folder itself and those below it, parents first; links are not followed. */
  static List<Path> below(Path start, int depth) {
    List<Path> folders = new ArrayList<>();
    if (!Files.isDirectory(start)) {
      return folders;
    }
    if (depth == 0) {
      return List.of(start);
    }
    try {
      // The real path: a start that is a link itself would not be entered.
      Files.walkFileTree(
          start.toRealPath(),
          EnumSet.noneOf(FileVisitOption.class),
          depth + 1,
          new Collector(folders));
    } catch (IOException | SecurityException e) {
      // What can't be looked at holds no store that could be read.
      return folders.isEmpty() ? List.of(start) : folders;
    }
    return folders;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> folders;
    private int files;

    Collector(List<Path> folders) {
      this.folders = folders;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      folders.add(folder);
      return folders.size() < MOST_FOLDERS ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return ++files < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
