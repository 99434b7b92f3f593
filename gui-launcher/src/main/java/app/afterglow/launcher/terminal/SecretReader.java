package app.afterglow.launcher.terminal;

import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets from where the command line says: a file, {@code -} for standard input, {@code
 * fd:3} for a descriptor, {@code env:NAME} for a variable. One trailing newline is not part of a
 * secret. The command line itself never holds one: every user of a machine can read it there.
 */
public final class SecretReader {

  /** Nobody's password, and no file of identities, is larger than this. */
  static final int LARGEST = 1 << 16;

  private static final Pattern DESCRIPTOR = Pattern.compile("fd:([0-9]{1,9})");
  private static final Pattern VARIABLE = Pattern.compile("env:(.+)");

  private final Terminal terminal;
  private @Nullable String readFromStandardInput;

  /** Reads for this terminal. */
  public SecretReader(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Reads one.
   *
   * @param option the option it belongs to, for what is said when it can't be read
   * @param place where the option says it is
   * @return the secret, the caller's to close; never empty
   * @throws UsageException where there is none
   */
  public Secret read(String option, String place) throws IOException {
    try (Secret whole = readWhole(option, place)) {
      byte[] bytes = whole.bytes();
      int length = bytes.length;
      if (bytes[length - 1] == '\n') {
        length--;
        if (length > 0 && bytes[length - 1] == '\r') {
          length--;
        }
      }
      if (length == 0) {
        throw problem("empty-secret", option, place);
      }
      return whole.slice(0, length);
    }
  }

  /** As {@link #read}, but to the last byte: for keys, which may be binary or of several lines. */
  public Secret readWhole(String option, String place) throws IOException {
    byte[] bytes = bytes(option, place);
    if (bytes.length == 0) {
      throw problem("empty-secret", option, place);
    }
    return Secret.owning(bytes);
  }

  private byte[] bytes(String option, String place) throws IOException {
    if (place.equals("-")) {
      if (readFromStandardInput != null) {
        throw problem("stdin-twice", readFromStandardInput, option);
      }
      readFromStandardInput = option;
      return limited(terminal.in(), option, place);
    }
    Matcher variable = VARIABLE.matcher(place);
    if (variable.matches()) {
      String value = terminal.environment().get(variable.group(1));
      if (value == null) {
        throw problem("no-variable", option, variable.group(1));
      }
      return value.getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = Files.newInputStream(file(option, place))) {
      return limited(in, option, place);
    } catch (UsageException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new UsageException(LauncherProblem.of("no-secret-file", option, place), e);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(LauncherProblem.of("unreadable-secret", option, place), e);
    }
  }

  private static Path file(String option, String place) throws IOException {
    Matcher descriptor = DESCRIPTOR.matcher(place);
    return descriptor.matches() ? descriptor(option, place, descriptor.group(1)) : Path.of(place);
  }

  private static Path descriptor(String option, String place, String number) throws IOException {
    Path file = Path.of("/dev/fd", number);
    if (!Files.exists(file) || isOurOwn(number)) {
      throw problem("no-descriptor", option, place);
    }
    return file;
  }

  /** A descriptor that nobody gave us may have become one of the virtual machine's own files. */
  private static boolean isOurOwn(String number) throws IOException {
    Path link = Path.of("/proc/self/fd", number);
    return Files.isSymbolicLink(link)
        && Files.readSymbolicLink(link).startsWith(System.getProperty("java.home"));
  }

  private static byte[] limited(InputStream in, String option, String place) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      Arrays.fill(bytes, (byte) 0);
      throw problem("secret-too-long", option, place, LARGEST);
    }
    return bytes;
  }

  private static UsageException problem(String key, Object... arguments) {
    return new UsageException(LauncherProblem.of(key, arguments));
  }
}
