package app.afterglow.launcher.viewer.history;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.RecordLines;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.model.Message;
import app.afterglow.problem.DamagedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One message file, decrypted and inflated, and where each of its lines begins. */
public final class MessageFile {

  /** The largest that is read. Afterglow begins a new file before 32 MiB, but for a long line. */
  static final int LARGEST = 128 << 20;

  private final byte[] content;
  private final int[] starts;

  private MessageFile(byte[] content, int[] starts) {
    this.content = content;
    this.starts = starts;
  }

  /**
   * Reads it.
   *
   * @throws DamagedInputException where it isn't there, or is larger than any reader holds
   */
  public static MessageFile read(ArchiveReader archive, String path) throws IOException {
    ArchiveReader.File file = archive.file(path);
    if (file != null && file.size() > LARGEST) {
      throw new DamagedInputException(
          LauncherProblem.of("message-file-too-large", path, file.size(), LARGEST));
    }
    try (InputStream in = archive.content(path)) {
      byte[] content = in.readNBytes(file == null ? LARGEST : (int) file.size());
      return new MessageFile(content, lineStarts(content));
    }
  }

  private static int[] lineStarts(byte[] content) {
    int[] starts = new int[1 << 10];
    int lines = 0;
    int at = 0;
    while (at < content.length) {
      if (lines + 1 >= starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      starts[lines++] = at;
      while (at < content.length && content[at] != '\n') {
        at++;
      }
      at++;
    }
    starts[lines] = content.length;
    return Arrays.copyOf(starts, lines + 1);
  }

  /** How many messages it has. */
  public int count() {
    return starts.length - 1;
  }

  /** Bytes it takes in memory. */
  int size() {
    return content.length + 4 * starts.length;
  }

  /** Writes some of its lines as they are. */
  public void write(int from, int to, OutputStream out) throws IOException {
    out.write(content, starts[from], starts[to] - starts[from]);
  }

  /** A line as it is, without its line feed. */
  public byte[] line(int line) {
    int end = starts[line + 1];
    return Arrays.copyOfRange(content, starts[line], content[end - 1] == '\n' ? end - 1 : end);
  }

  /** The message of a line; null where the line is none. */
  public @Nullable Message message(int line) {
    try {
      return RecordLines.message(Arrays.copyOfRange(content, starts[line], starts[line + 1]));
    } catch (IOException | IllegalArgumentException e) {
      // "verify" says what is wrong there; everything else can still be read.
      return null;
    }
  }

  /** The first line, at or after one, that a sequence of bytes stands in; -1 where none. */
  int lineWith(byte[] wanted, int from) {
    int last = content.length - wanted.length;
    for (int at = starts[from]; at <= last; at++) {
      if (content[at] == wanted[0]
          && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
        int found = Arrays.binarySearch(starts, at);
        return found >= 0 ? found : -found - 2;
      }
    }
    return -1;
  }
}
