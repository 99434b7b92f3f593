package app.afterglow.importer.html;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A data file of the pages. A browser loads nothing from {@code file://} but scripts, so a file is
 * a script that hands over a JSON text: {@code afterglow('KEY',1,0,'...')}: key, number of the
 * piece from 1, whether more follows, text. A long text goes on in {@code KEY.2.js}, {@code
 * KEY.3.js}, so that no file is over 2 MB, whatever it holds.
 *
 * <p>Inside the quotes everything is escaped that could end the string or the script element, or
 * that UTF-8 can't hold.
 */
final class DataFile extends Writer {

  /** A character takes six bytes at most, written or escaped: 1.8 MB. */
  static final int PIECE_LENGTH = 300_000;

  private final OutputFolder folder;
  private final String key;
  private final StringBuilder piece = new StringBuilder();
  private int number = 1;
  private long length;
  private boolean closed;

  DataFile(OutputFolder folder, String key) {
    this.folder = folder;
    this.key = key;
  }

  /** Characters written so far. */
  long length() {
    return length;
  }

  @Override
  public void write(char[] buffer, int offset, int count) throws IOException {
    length += count;
    int from = offset;
    int left = count;
    while (left > 0) {
      if (piece.length() == PIECE_LENGTH) {
        writePiece(true);
      }
      int taken = Math.min(left, PIECE_LENGTH - piece.length());
      piece.append(buffer, from, taken);
      from += taken;
      left -= taken;
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writePiece(false);
    }
  }

  private void writePiece(boolean more) throws IOException {
    String suffix = number == 1 ? "" : "." + number;
    StringBuilder script = new StringBuilder(piece.length() + piece.length() / 8 + 64);
    script.append("afterglow('").append(key).append("',").append(number);
    script.append(more ? ",1,'" : ",0,'");
    escape(piece, script);
    script.append("')\n");
    try (OutputStream out = folder.newFile(folder.path("data/" + key + suffix + ".js"))) {
      out.write(script.toString().getBytes(StandardCharsets.UTF_8));
    }
    piece.setLength(0);
    number++;
  }

  /** Writes a text as the inside of a JavaScript string in single quotes. */
  static void escape(CharSequence text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '\'') {
        out.append('\\').append(c);
      } else if (c == '<' || c < 0x20) {
        // No tag, no comment and no end of the script element can begin.
        hex(c, "\\x", 2, out);
      } else if (c == '\u2028' || c == '\u2029') {
        hex(c, "\\u", 4, out);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        hex(c, "\\u", 4, out);
      } else {
        out.append(c);
      }
    }
  }

  private static void hex(char c, String prefix, int digits, StringBuilder out) {
    String hex = Integer.toHexString(c);
    out.append(prefix).append("0".repeat(digits - hex.length())).append(hex);
  }
}
