package app.afterglow.importer.html;

import app.afterglow.archive.History;
import app.afterglow.importer.CheckedContent;
import app.afterglow.model.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the messages: {@code media/<2 digits>/<32 digits of the content's hash>/<name>}.
 * Each content lies there once, under the name of its first use, alone in its folder: so it keeps
 * its own name, two files of one name don't meet, and which contents are there already is known
 * from the folders and not from a list in memory.
 */
final class MediaFolder {

  /** So much of a file is looked at to tell whether a browser could take it for a page. */
  private static final int HEAD = 1024;

  private final OutputFolder folder;
  private final History history;

  MediaFolder(OutputFolder folder, History history) {
    this.folder = folder;
    this.history = history;
  }

  /**
   * Puts a present attachment there, unless it is there already.
   *
   * @return its path below the output folder, null where the archive's content is damaged
   */
  @Nullable String put(Attachment attachment) throws IOException {
    String hash = Objects.requireNonNull(attachment.sha256());
    String place = "media/" + hash.substring(0, 2) + "/" + hash.substring(0, 32);
    Path directory = folder.path(place);
    String known = nameIn(directory);
    if (known != null) {
      return place + "/" + known;
    }
    Files.createDirectories(directory);
    Path file = copy(hash, attachment, directory);
    if (file == null) {
      try (Stream<Path> left = Files.list(directory)) {
        for (Path damaged : left.toList()) {
          Files.delete(damaged);
        }
      }
      Files.delete(directory);
      return null;
    }
    return place + "/" + file.getFileName();
  }

  private static @Nullable String nameIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return null;
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findFirst().map(file -> String.valueOf(file.getFileName())).orElse(null);
    }
  }

  private static Path resolve(Path directory, String name) {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      // A system set to a character set without this name's characters.
      return directory.resolve(SafeName.ascii(name));
    }
  }

  private @Nullable Path copy(String hash, Attachment attachment, Path directory)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = CheckedContent.open(history, hash)) {
      int count = in.readNBytes(buffer, 0, HEAD);
      String name = SafeName.of(attachment.name(), attachment.mediaType());
      Path file = resolve(directory, InertName.of(name, buffer, count));
      try (OutputStream out = folder.newFile(file)) {
        while (count > 0) {
          digest.update(buffer, 0, count);
          out.write(buffer, 0, count);
          count = in.read(buffer);
        }
      }
      return HexFormat.of().formatHex(digest.digest()).equals(hash) ? file : null;
    } catch (CheckedContent.ReadFailure e) {
      return null;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
