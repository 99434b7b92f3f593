package app.afterglow.age;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads age's ASCII armor: strict PEM of the label {@code AGE ENCRYPTED FILE}. White space around
 * it is allowed, inside it isn't.
 */
final class ArmorInputStream extends InputStream {

  private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String END = "-----END AGE ENCRYPTED FILE-----";
  private static final int COLUMNS = 64;

  /** How much white space may stand before the armor. */
  private static final int LARGEST_MARGIN = 1024;

  private final InputStream in;
  private byte[] decoded = new byte[0];
  private int position;
  private boolean shortLineSeen;
  private boolean ended;

  private ArmorInputStream(InputStream in) {
    this.in = in;
  }

  /** The binary file inside the armor, or {@code in} itself where there is none. */
  static InputStream orBinary(BufferedInputStream in) throws IOException {
    in.mark(LARGEST_MARGIN + BEGIN.length() + 1);
    int next = in.read();
    int margin = 0;
    while (isSpace(next) && margin++ < LARGEST_MARGIN) {
      next = in.read();
    }
    if (next != '-') {
      in.reset();
      requireNoArmorBehindText(in);
      return in;
    }
    ArmorInputStream armor = new ArmorInputStream(in);
    if (!("-" + armor.line()).equals(BEGIN)) {
      throw AgeProblems.armor("malformed first line");
    }
    return armor;
  }

  /** Text copied along from a mail in front of the armor would else be called a bad header. */
  private static void requireNoArmorBehindText(BufferedInputStream in) throws IOException {
    in.mark(LARGEST_MARGIN);
    byte[] start = in.readNBytes(LARGEST_MARGIN);
    in.reset();
    if (new String(start, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
      throw AgeProblems.armor("text in front of the first line");
    }
  }

  @Override
  public int read() throws IOException {
    return position < decoded.length || fill() ? decoded[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == decoded.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, decoded.length - position);
    System.arraycopy(decoded, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    String line = line();
    if (line.equals(END)) {
      ended = true;
      requireOnlySpace();
      return false;
    }
    if (shortLineSeen || line.isEmpty() || line.length() > COLUMNS || line.length() % 4 != 0) {
      throw AgeProblems.armor("malformed line");
    }
    shortLineSeen = line.length() < COLUMNS;
    int padding = line.length() - line.replace("=", "").length();
    byte[] bytes = KeyWrap.canonicalBase64(line.substring(0, line.length() - padding));
    if (bytes == null || !line.endsWith("=".repeat(padding))) {
      throw AgeProblems.armor("malformed Base64");
    }
    shortLineSeen |= padding > 0;
    decoded = bytes;
    position = 0;
    return true;
  }

  private void requireOnlySpace() throws IOException {
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (!isSpace(next)) {
        throw AgeProblems.armor("text behind the armor");
      }
    }
  }

  /** The next line without its LF or CR LF. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() > 2 * COLUMNS) {
        throw AgeProblems.armor("line too long");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isSpace(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
