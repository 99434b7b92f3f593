package app.afterglow.launcher.viewer.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one part of a content that a {@code Range} header asks for (RFC 9110, section 14).
 *
 * @param from its first byte
 * @param length how many bytes
 */
public record ByteRange(long from, long length) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a header. One that is malformed, or asks for several parts, is as if it weren't there, as
   * the RFC wants it.
   *
   * @param header the header, null where there is none
   * @param size of the content
   * @return null where the whole content is to be sent
   * @throws RefusedException with status 416 where the content has no such part
   */
  public static @Nullable ByteRange of(@Nullable String header, long size) throws RefusedException {
    Matcher asked = header == null ? null : ONE.matcher(header);
    if (asked == null || !asked.matches()) {
      return null;
    }
    String first = asked.group(1);
    String last = asked.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return null;
    }
    if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first)) {
      return null;
    }
    long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
    long to =
        first.isEmpty() || last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
    if (from > to) {
      throw new RefusedException(416, "no such part");
    }
    return new ByteRange(from, to - from + 1);
  }

  /** The same part, cut after so many bytes. */
  public ByteRange atMost(long bytes) {
    return new ByteRange(from, Math.min(length, bytes));
  }

  /** The {@code Content-Range} of an answer. */
  public String of(long size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
