package app.afterglow.exporter.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The folder of an Apple backup inside an archive, read out of the archive without unpacking what
 * isn't wanted: the list says under which names the wanted files stand, then the archive is passed
 * through once, or once for each hundred thousand of them.
 */
final class ArchivedAppleBackup implements Entries {

  /** Files looked for in one passage: a few hundred bytes of memory each. */
  static final int MOST_AT_ONCE = 100_000;

  private final Entries archive;
  private final String folder;
  private final AppleManifest manifest;
  private final int atOnce;

  /**
   * @param archive stays the caller's
   * @param folder the backup's path in the archive with its last {@code /}, names parted by that
   * @param manifest the backup's own, closed with this
   * @param atOnce how many files are looked for in one passage
   */
  ArchivedAppleBackup(Entries archive, String folder, AppleManifest manifest, int atOnce) {
    this.archive = archive;
    this.folder = folder;
    this.manifest = manifest;
    this.atOnce = atOnce;
  }

  private record Wanted(String id, String path, FileRecord record) {}

  /** Names only: what a file holds can be read where it is asked for by its path. */
  @Override
  public void visit(Visitor visitor) throws IOException {
    manifest.visit(
        (id, path, record) ->
            visitor.file(
                path,
                record.modified(),
                () -> {
                  throw new NoSuchFileException(path);
                }));
  }

  @Override
  public void visit(Predicate<String> wanted, Visitor visitor) throws IOException {
    for (long done = 0; ; done += atOnce) {
      Map<String, Wanted> files = from(done, wanted);
      if (files.isEmpty()) {
        return;
      }
      archive.visit(
          (path, modified, content) -> {
            Wanted file = files.get(ArchivedBackups.slashed(path));
            if (file != null) {
              visitor.file(
                  file.path,
                  file.record.modified(),
                  () -> manifest.decrypted(content.open(), file.id, file.record));
            }
          });
    }
  }

  /** The next wanted files by their place in the archive, after so many. */
  private Map<String, Wanted> from(long done, Predicate<String> wanted) throws IOException {
    Map<String, Wanted> files = new HashMap<>();
    long[] seen = {0};
    manifest.visit(
        (id, path, record) -> {
          if (!wanted.test(path)) {
            return;
          }
          long number = seen[0]++;
          if (number >= done && number < done + atOnce) {
            files.put(folder + id.substring(0, 2) + "/" + id, new Wanted(id, path, record));
          }
        });
    return files;
  }

  @Override
  public void close() throws IOException {
    manifest.close();
  }
}
