package app.afterglow.importer.testing;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads multipart/form-data as the libraries of Node and Go do: header bytes are Latin-1, and a
 * name given as {@code filename*} comes before one given as {@code filename}.
 */
public final class FormReader {

  private static final Pattern NAME = Pattern.compile("; name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("; filename=\"([^\"]*)\"");
  private static final Pattern EXTENDED = Pattern.compile("; filename\\*=(?i:utf-8)''([^;\\s]*)");

  private FormReader() {}

  /**
   * A part.
   *
   * @param fileName null for a field
   */
  public record Part(String name, @Nullable String fileName, byte[] content) {
    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** The parts of a body; an unfinished body is none. */
  public static List<Part> read(String contentType, byte[] body) {
    Matcher matcher = Pattern.compile("boundary=\"?([^\";]+)").matcher(contentType);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no boundary");
    }
    byte[] boundary = ("--" + matcher.group(1)).getBytes(StandardCharsets.ISO_8859_1);
    List<Part> parts = new ArrayList<>();
    int at = find(body, boundary, 0);
    while (at >= 0) {
      int start = at + boundary.length;
      if (body[start] == '-' && body[start + 1] == '-') {
        return parts;
      }
      int next = find(body, boundary, start);
      if (next < 0) {
        throw new IllegalArgumentException("unexpected end of form");
      }
      parts.add(part(body, start + 2, next - 2));
      at = next;
    }
    throw new IllegalArgumentException("unexpected end of form");
  }

  private static Part part(byte[] body, int from, int to) {
    byte[] blank = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    int end = find(body, blank, from);
    String head = new String(body, from, end - from, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(body, end + 4, to - end - 4);
    Matcher name = NAME.matcher(head);
    if (!name.find()) {
      throw new IllegalArgumentException("a part without a name");
    }
    return new Part(name.group(1), fileName(head), content.toByteArray());
  }

  private static @Nullable String fileName(String head) {
    Matcher extended = EXTENDED.matcher(head);
    if (extended.find()) {
      return URLDecoder.decode(extended.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    Matcher file = FILE.matcher(head);
    return file.find() ? file.group(1) : null;
  }

  private static int find(byte[] in, byte[] what, int from) {
    outer:
    for (int i = from; i <= in.length - what.length; i++) {
      for (int j = 0; j < what.length; j++) {
        if (in[i + j] != what[j]) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }
}
