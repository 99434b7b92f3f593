package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.FileChangedException;
import app.afterglow.exporter.wickr.crypto.NotAuthenticException;
import app.afterglow.exporter.wickr.crypto.SealedFile;
import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.problem.DamagedInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a store keeps its attachments: files named by their GUID, in one of some folders. */
final class AttachmentFolder {

  private final List<Path> folders;

  /** Folders to look in, the likeliest first; they need not exist. */
  AttachmentFolder(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Opens a file's content, authenticated before the first byte comes out.
   *
   * @throws NoSuchFileException where the store doesn't hold it
   * @throws DamagedInputException where it can't be decrypted
   */
  InputStream open(FileDetails details) throws IOException {
    if (details.guid() == null) {
      throw WickrProblems.damaged("attachment-unnamed");
    }
    Path file = find(details.guid()).orElseThrow(() -> new NoSuchFileException(details.guid()));
    if (details.key() == null) {
      throw WickrProblems.damaged("attachment-without-key", file);
    }
    CipherKey key = null;
    try {
      key = CipherKey.parse(details.key());
      return new Content(file, SealedFile.open(file, key.key()), key);
    } catch (NotAuthenticException e) {
      close(key);
      throw WickrProblems.damaged("attachment-damaged", file, e.why());
    } catch (IOException | RuntimeException e) {
      close(key);
      throw e;
    }
  }

  private static void close(@Nullable CipherKey key) {
    if (key != null) {
      key.close();
    }
  }

  /** The encrypted file of this GUID. The GUID has been checked to be one, so it is no path. */
  Optional<Path> find(String guid) {
    for (Path folder : folders) {
      for (String name :
          List.of(guid, guid.toLowerCase(Locale.ROOT), guid.toUpperCase(Locale.ROOT))) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Says what a file's change means, and wipes the key together with the stream. */
  private static final class Content extends FilterInputStream {
    private final Path file;
    private final CipherKey key;

    Content(Path file, InputStream in, CipherKey key) {
      super(in);
      this.file = file;
      this.key = key;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (FileChangedException e) {
        throw WickrProblems.damaged("attachment-changed", file, e.why());
      }
    }

    @Override
    public void close() throws IOException {
      try (key) {
        super.close();
      }
    }
  }
}
