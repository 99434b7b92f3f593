package app.afterglow.launcher.viewer.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which messages have which words. Words stand one after the other in blocks, each behind its
 * length in a byte; of each word the messages' numbers stand as the distances between them, seven
 * bits a byte, lowest first, the highest bit set where more follow.
 *
 * <p>A prefix is looked up by going through all words, which are a few megabytes in a row: that
 * takes some milliseconds and no second copy in order. One thread at a time.
 */
final class Terms {

  private static final int BLOCK = 1 << 16;

  /** The longest word in bytes: 40 characters of up to four. */
  private static final int LONGEST = 255;

  /** What an array costs besides its elements, rounded up. */
  private static final int ARRAY_COST = 24;

  private byte[][] blocks = new byte[16][];
  private int lastBlock = -1;
  private int usedInLast = BLOCK;
  private int[] table = new int[1 << 12];
  private int[] places = new int[1 << 10];
  private byte[][] postings = new byte[1 << 10][];
  private int[] lengths = new int[1 << 10];
  private int[] lasts = new int[1 << 10];
  private int count;
  private long bytes = 64 << 10;

  /** Adds a word of a message; numbers of messages ascend. */
  void add(String word, int document) {
    byte[] written = word.getBytes(StandardCharsets.UTF_8);
    if (written.length > LONGEST) {
      written = Arrays.copyOf(written, LONGEST);
    }
    int slot = slot(written);
    int term = table[slot] - 1;
    if (term < 0) {
      term = add(written);
      table[slot] = term + 1;
      append(term, document);
      if (count * 2 > table.length) {
        rehash();
      }
    } else if (lasts[term] != document) {
      append(term, document - lasts[term]);
    }
    lasts[term] = document;
  }

  private int slot(byte[] word) {
    int mask = table.length - 1;
    int slot = hash(word, 0, word.length) & mask;
    while (table[slot] != 0 && !isWord(table[slot] - 1, word)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash ^ (hash >>> 15);
  }

  private boolean isWord(int term, byte[] word) {
    byte[] block = blocks[places[term] >>> 16];
    int at = places[term] & (BLOCK - 1);
    return (block[at] & 0xff) == word.length
        && Arrays.equals(block, at + 1, at + 1 + word.length, word, 0, word.length);
  }

  private int add(byte[] word) {
    if (usedInLast + 1 + word.length > BLOCK) {
      lastBlock++;
      usedInLast = 0;
      if (lastBlock == blocks.length) {
        blocks = Arrays.copyOf(blocks, blocks.length * 2);
      }
      blocks[lastBlock] = new byte[BLOCK];
      bytes += BLOCK + ARRAY_COST;
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, count * 2);
      postings = Arrays.copyOf(postings, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
      lasts = Arrays.copyOf(lasts, count * 2);
      bytes += 16L * count;
    }
    places[count] = lastBlock << 16 | usedInLast;
    postings[count] = new byte[4];
    bytes += ARRAY_COST;
    byte[] block = blocks[lastBlock];
    block[usedInLast] = (byte) word.length;
    System.arraycopy(word, 0, block, usedInLast + 1, word.length);
    usedInLast += 1 + word.length;
    return count++;
  }

  private void append(int term, int distance) {
    byte[] numbers = postings[term];
    int length = lengths[term];
    if (length + 5 > numbers.length && length + width(distance) > numbers.length) {
      int wanted = numbers.length + Math.max(4, numbers.length / 2);
      numbers = Arrays.copyOf(numbers, wanted);
      bytes += numbers.length - postings[term].length;
      postings[term] = numbers;
    }
    int rest = distance;
    while (rest >= 0x80) {
      numbers[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    numbers[length++] = (byte) rest;
    lengths[term] = length;
  }

  private static int width(int number) {
    return (38 - Integer.numberOfLeadingZeros(number | 1)) / 7;
  }

  private void rehash() {
    bytes += 4L * table.length;
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int term = 0; term < count; term++) {
      byte[] block = blocks[places[term] >>> 16];
      int at = places[term] & (BLOCK - 1);
      int slot = hash(block, at + 1, at + 1 + (block[at] & 0xff)) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = term + 1;
    }
  }

  /** The messages that have a word beginning with this. */
  BitSet startingWith(String prefix) {
    byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
    BitSet found = new BitSet();
    for (int term = 0; term < count; term++) {
      byte[] block = blocks[places[term] >>> 16];
      int at = places[term] & (BLOCK - 1);
      if ((block[at] & 0xff) >= wanted.length
          && Arrays.equals(block, at + 1, at + 1 + wanted.length, wanted, 0, wanted.length)) {
        decode(term, found);
      }
    }
    return found;
  }

  private void decode(int term, BitSet into) {
    byte[] numbers = postings[term];
    int length = lengths[term];
    int document = 0;
    for (int i = 0; i < length; ) {
      int distance = 0;
      int shift = 0;
      byte next;
      do {
        next = numbers[i++];
        distance |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      document += distance;
      into.set(document);
    }
  }

  /** How many words there are. */
  int count() {
    return count;
  }

  /** Bytes of memory it takes, nearly. */
  long bytes() {
    return bytes;
  }
}
