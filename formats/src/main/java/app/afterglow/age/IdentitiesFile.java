package app.afterglow.age;

import app.afterglow.files.Folders;
import app.afterglow.files.OwnerOnly;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A file of identities as {@code age-keygen} writes it: one {@code AGE-SECRET-KEY-...} a line;
 * empty lines and lines that begin with {@code #} don't count.
 */
public final class IdentitiesFile {

  private IdentitiesFile() {}

  /**
   * Reads it.
   *
   * @return the identities, the caller's to close
   * @throws UsageException where a line is no identity, or none is there
   */
  public static List<Identity> read(Path file) throws IOException {
    try (Secret content = Secret.owning(Files.readAllBytes(file))) {
      return read(content, file.toString());
    }
  }

  /**
   * Reads its content, wherever that came from.
   *
   * @param content the content, the caller's to close
   * @param place where it came from, for what is said when it can't be read
   * @return the identities, the caller's to close
   * @throws UsageException where a line is no identity, or none is there
   */
  public static List<Identity> read(Secret content, String place) throws UsageException {
    byte[] bytes = content.bytes();
    List<Identity> identities = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        byte[] line = stripped(bytes, start, i);
        if (line.length > 0 && line[0] != '#') {
          identities.add(parse(line, place));
        }
        Arrays.fill(line, (byte) 0);
        start = i + 1;
      }
    }
    if (identities.isEmpty()) {
      throw AgeProblems.key("empty-identities-file", place);
    }
    return identities;
  }

  private static byte[] stripped(byte[] content, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && content[start] <= ' ') {
      start++;
    }
    while (end > start && content[end - 1] <= ' ') {
      end--;
    }
    return Arrays.copyOfRange(content, start, end);
  }

  private static Identity parse(byte[] line, String place) throws UsageException {
    try {
      Bech32.Decoded decoded = Bech32.decode(line);
      if (decoded.data().length == X25519Recipient.LENGTH) {
        if (decoded.prefix().equals(X25519Identity.PREFIX)) {
          return new X25519Identity(Secret.owning(decoded.data()));
        }
        if (decoded.prefix().equals(HybridIdentity.PREFIX)) {
          return new HybridIdentity(Secret.owning(decoded.data()));
        }
      }
    } catch (IllegalArgumentException e) {
      throw AgeProblems.key("identity", place, String.valueOf(e.getMessage()));
    }
    throw AgeProblems.key("identity", place, "not an AGE-SECRET-KEY-1... line");
  }

  /** Reads one identity from its text, which is wiped. */
  static Identity parse(byte[] text) throws UsageException {
    Identity identity = parse(text, "-");
    Arrays.fill(text, (byte) 0);
    return identity;
  }

  /**
   * Writes a new identity to a new file that only its owner can read.
   *
   * @return the recipient that files for it are encrypted to
   * @throws UsageException where the file exists already: a key is never overwritten
   */
  public static Recipient write(Path file, X25519Identity identity) throws IOException {
    return write(file, identity.recipient(), identity.encoded());
  }

  /** As {@link #write(Path, X25519Identity)}, for a post-quantum identity. */
  public static Recipient write(Path file, HybridIdentity identity) throws IOException {
    return write(file, identity.recipient(), identity.encoded());
  }

  private static Recipient write(Path file, Recipient recipient, byte[] secretLine)
      throws IOException {
    String comments =
        "# created: "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + "\n# public key: "
            + recipient
            + "\n";
    boolean whole = false;
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file())) {
      try {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(comments.getBytes(StandardCharsets.US_ASCII));
        out.write(secretLine);
        out.write('\n');
        // What is locked for this key may be flushed long before the system would flush the key.
        channel.force(true);
        whole = true;
      } finally {
        if (!whole) {
          Files.deleteIfExists(file);
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw AgeProblems.key("identity-exists", file);
    } finally {
      Arrays.fill(secretLine, (byte) 0);
    }
    Folders.flushParent(file);
    return recipient;
  }

  static byte[] upperCase(byte[] ascii) {
    for (int i = 0; i < ascii.length; i++) {
      if (ascii[i] >= 'a' && ascii[i] <= 'z') {
        ascii[i] = (byte) (ascii[i] - ('a' - 'A'));
      }
    }
    return ascii;
  }
}
