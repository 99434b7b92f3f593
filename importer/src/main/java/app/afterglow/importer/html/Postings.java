package app.afterglow.importer.html;

import java.util.Arrays;

/**
 * An ascending list of message numbers, each written as its distance from the one before: five bits
 * a character, lowest first; a character of {@link #LAST} ends a number, one of {@link #MORE} says
 * that more follows. The first number is kept apart, so that lists can be put together.
 */
final class Postings {

  private static final String LAST = "0123456789abcdefghijklmnopqrstuv";
  private static final String MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()";

  private final long first;
  private long last;
  private byte[] bytes = new byte[8];
  private int length;

  Postings(long first) {
    this.first = first;
    this.last = first;
  }

  /**
   * Adds a number that is not below the last one; the same again changes nothing.
   *
   * @return how many bytes of memory the list grew by
   */
  int add(long number) {
    if (number == last) {
      return 0;
    }
    int before = bytes.length;
    long distance = number - last;
    while (distance >= 32) {
      append(MORE.charAt((int) (distance & 31)));
      distance >>= 5;
    }
    append(LAST.charAt((int) distance));
    last = number;
    return bytes.length - before;
  }

  private void append(char c) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) c;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** The written distances after the first number. */
  byte[] rest() {
    return Arrays.copyOf(bytes, length);
  }

  /** Writes one distance. */
  static void append(long distance, StringBuilder out) {
    long left = distance;
    while (left >= 32) {
      out.append(MORE.charAt((int) (left & 31)));
      left >>= 5;
    }
    out.append(LAST.charAt((int) left));
  }
}
