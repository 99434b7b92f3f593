package app.afterglow.exporter.container;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A backup that Finder or iTunes made of an iPhone: a folder with {@code Manifest.plist}, {@code
 * Manifest.db} and the files, each under the SHA-1 of its domain and path.
 *
 * <p>A file's path here is {@code DOMAIN/RELATIVE PATH}.
 */
final class AppleBackup implements Entries {

  private final Path folder;
  private final AppleManifest manifest;

  private AppleBackup(Path folder, AppleManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(AppleManifest.DATABASE))
        && Files.isRegularFile(folder.resolve(AppleManifest.PROPERTIES));
  }

  /**
   * Opens a backup.
   *
   * @param password the password the backup is encrypted with, null where none was given
   * @throws app.afterglow.problem.WrongKeyException where it is encrypted and the password is
   *     missing or wrong
   * @throws app.afterglow.problem.DamagedInputException where its manifests can't be read
   */
  static AppleBackup open(Path folder, @Nullable Secret password) throws IOException {
    return new AppleBackup(folder, AppleManifest.open(folder, folder, password));
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    manifest.visit(
        (id, path, record) -> visitor.file(path, record.modified(), () -> content(id, record)));
  }

  private InputStream content(String id, FileRecord record) throws IOException {
    Path file = folder.resolve(id.substring(0, 2)).resolve(id);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return manifest.decrypted(Files.newInputStream(file), id, record);
  }

  @Override
  public void close() throws IOException {
    manifest.close();
  }
}
