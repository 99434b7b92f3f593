package app.afterglow.exporter.container;

import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An Android backup file ({@code adb backup}, {@code .ab}): some lines of text, then a TAR,
 * deflated and encrypted as the lines say.
 *
 * <table>
 * <caption>The lines, each ended by LF</caption>
 * <tr><td>1</td><td>{@code ANDROID BACKUP}</td></tr>
 * <tr><td>2</td><td>version, 1 to 5</td></tr>
 * <tr><td>3</td><td>1 where the TAR is deflated (zlib), else 0</td></tr>
 * <tr><td>4</td><td>{@code none} or {@code AES-256}</td></tr>
 * <tr><td>5..9</td><td>only with AES-256: see {@link AndroidBackupKey}</td></tr>
 * </table>
 */
final class AndroidBackup {

  static final String MAGIC = "ANDROID BACKUP";
  private static final int NEWEST_VERSION = 5;
  private static final int LONGEST_LINE = 4096;

  private AndroidBackup() {}

  /**
   * Opens the TAR inside.
   *
   * @param password the password the backup was made with, null where none was given
   * @throws WrongKeyException where it is encrypted and the password is missing or wrong
   * @throws DamagedInputException where its lines are malformed
   * @throws UnsupportedInputException where it is of a later version
   */
  static InputStream open(Path file, @Nullable Secret password) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return open(in, file, password);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream open(InputStream in, Path file, @Nullable Secret password)
      throws IOException {
    if (!line(in, file).equals(MAGIC)) {
      throw damaged(file, "first line");
    }
    int version = number(line(in, file), file);
    if (version < 1 || version > NEWEST_VERSION) {
      throw new UnsupportedInputException(
          ContainerProblems.of("android-version", file.getFileName(), version));
    }
    boolean deflated = number(line(in, file), file) == 1;
    String encryption = line(in, file);
    InputStream content =
        switch (encryption) {
          case "none" -> in;
          case "AES-256" -> decrypted(in, file, version, password);
          default ->
              throw new UnsupportedInputException(
                  ContainerProblems.of("android-encryption", file.getFileName(), encryption));
        };
    return deflated ? new InflaterInputStream(content) : content;
  }

  private static InputStream decrypted(
      InputStream in, Path file, int version, @Nullable Secret password) throws IOException {
    String userSalt = line(in, file);
    String checksumSalt = line(in, file);
    int rounds = number(line(in, file), file);
    String userIv = line(in, file);
    String masterKeyBlob = line(in, file);
    if (password == null) {
      throw new WrongKeyException(
          ContainerProblems.of("backup-password-needed", file.getFileName()));
    }
    try {
      AndroidBackupKey key =
          new AndroidBackupKey(version, userSalt, checksumSalt, rounds, userIv, masterKeyBlob);
      return key.decrypt(in, password, file);
    } catch (IllegalArgumentException e) {
      throw damaged(file, "encryption lines");
    }
  }

  private static String line(InputStream in, Path file) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > LONGEST_LINE) {
        throw damaged(file, "lines at its beginning");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static int number(String line, Path file) throws DamagedInputException {
    if (!line.matches("[0-9]{1,7}")) {
      throw damaged(file, "a line that should be a number");
    }
    return Integer.parseInt(line);
  }

  private static DamagedInputException damaged(Path file, String where) {
    return new DamagedInputException(
        ContainerProblems.of("android-damaged", file.getFileName(), where));
  }

  /**
   * The path an application's file has on the phone, for its path in the backup: there {@code f},
   * {@code db}, {@code r} and {@code sp} stand for folders.
   */
  static String phonePath(String path) {
    String[] parts = path.split("/", 4);
    if (parts.length < 4 || !parts[0].equals("apps")) {
      return path;
    }
    String folder =
        switch (parts[2]) {
          case "f" -> "files/";
          case "db" -> "databases/";
          case "sp" -> "shared_prefs/";
          case "r" -> "";
          default -> parts[2] + "/";
        };
    return "apps/" + parts[1] + "/" + folder + parts[3];
  }
}
