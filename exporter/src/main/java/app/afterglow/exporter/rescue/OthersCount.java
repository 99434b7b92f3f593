package app.afterglow.exporter.rescue;

import app.afterglow.exporter.rescue.Profile.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts the files beside a store's, as far as it takes to tell whose folder it is. */
final class OthersCount implements Profile.Visitor {

  /** Other files that may lie beside a store's before its folder is taken for somebody's own. */
  static final int MOST = 50;

  private long files;

  boolean areMany() {
    return files > MOST;
  }

  @Override
  public void other(Path path) {
    if (areMany()) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      files += below.filter(each -> !Files.isDirectory(each)).limit(MOST + 1).count();
    } catch (IOException | UncheckedIOException e) {
      // What can't be looked at is at least one.
      files++;
    }
  }

  @Override
  public void file(Found file) {}

  @Override
  public void lost(Remark remark) {}
}
