package app.afterglow.archive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contents that messages promise, by hash: a hash table over flat arrays, since a million
 * objects would cost what the whole export may.
 *
 * <table>
 * <caption>An entry, 41 bytes</caption>
 * <tr><td>0..31</td><td>SHA-256</td></tr>
 * <tr><td>32..39</td><td>size in bytes</td></tr>
 * <tr><td>40</td><td>bit 0: written; bit 1: called a compressed media type by a sender</td></tr>
 * </table>
 */
final class AttachmentIndex {

  private static final int ENTRY = Sha256.LENGTH + Long.BYTES + 1;
  private static final int SIZE_AT = Sha256.LENGTH;
  private static final int FLAGS_AT = Sha256.LENGTH + Long.BYTES;
  private static final int WRITTEN = 1;
  private static final int CALLED_COMPRESSED = 2;
  private static final int ENTRIES_A_BLOCK = 1 << 12;

  private final List<byte[]> blocks = new ArrayList<>();

  /** Entry number + 1 by hash, 0 where free; open addressing. */
  private int[] table = new int[1 << 10];

  private int entries;
  private int written;
  private long bytes;

  /** Distinct contents. */
  int size() {
    return entries;
  }

  /** Bytes of all distinct contents together. */
  long bytes() {
    return bytes;
  }

  /** Contents promised and not written yet. */
  int missing() {
    return entries - written;
  }

  /** The hashes promised and not written yet, in the order they were promised. */
  Stream<byte[]> missingHashes() {
    return IntStream.range(0, entries)
        .filter(number -> !flag(number, WRITTEN))
        .mapToObj(
            number -> {
              byte[] sha256 = new byte[Sha256.LENGTH];
              entry(number).get(sha256);
              return sha256;
            });
  }

  /**
   * A message promises a content.
   *
   * @return true where no message promised it before
   * @throws IllegalArgumentException where it has no size, or another message gave it another
   */
  boolean promise(byte[] sha256, long size, @Nullable String mediaType) {
    int slot = slot(sha256);
    boolean isNew = table[slot] == 0;
    if (size < 0) {
      throw new IllegalArgumentException("a present attachment without a size");
    }
    if (!isNew && size(table[slot] - 1) != size) {
      throw new IllegalArgumentException(
          "one content, two sizes: " + Sha256.hex(sha256) + " " + size);
    }
    int number = isNew ? add(slot, sha256, size) : table[slot] - 1;
    if (mediaType != null && Media.isCompressedType(mediaType)) {
      setFlag(number, CALLED_COMPRESSED);
    }
    return isNew;
  }

  private int add(int slot, byte[] sha256, long size) {
    if (entries % ENTRIES_A_BLOCK == 0) {
      blocks.add(new byte[ENTRIES_A_BLOCK * ENTRY]);
    }
    int number = entries++;
    bytes += size;
    entry(number).put(sha256).putLong(size);
    table[slot] = number + 1;
    if (entries > table.length / 2) {
      grow();
    }
    return number;
  }

  private void grow() {
    table = new int[table.length * 2];
    byte[] sha256 = new byte[Sha256.LENGTH];
    for (int number = 0; number < entries; number++) {
      entry(number).get(sha256);
      table[slot(sha256)] = number + 1;
    }
  }

  /** Where this hash stands in the table, or would. */
  private int slot(byte[] sha256) {
    int mask = table.length - 1;
    // A hash is spread evenly already.
    int slot = ByteBuffer.wrap(sha256).getInt() & mask;
    while (table[slot] != 0 && !equals(table[slot] - 1, sha256)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean equals(int number, byte[] sha256) {
    int at = number % ENTRIES_A_BLOCK * ENTRY;
    return Arrays.equals(
        blocks.get(number / ENTRIES_A_BLOCK), at, at + Sha256.LENGTH, sha256, 0, Sha256.LENGTH);
  }

  private ByteBuffer entry(int number) {
    return ByteBuffer.wrap(
        blocks.get(number / ENTRIES_A_BLOCK), number % ENTRIES_A_BLOCK * ENTRY, ENTRY);
  }

  private long size(int number) {
    ByteBuffer entry = entry(number);
    return entry.getLong(entry.position() + SIZE_AT);
  }

  private boolean flag(int number, int flag) {
    ByteBuffer entry = entry(number);
    return (entry.get(entry.position() + FLAGS_AT) & flag) != 0;
  }

  private void setFlag(int number, int flag) {
    ByteBuffer entry = entry(number);
    int at = entry.position() + FLAGS_AT;
    entry.put(at, (byte) (entry.get(at) | flag));
  }

  /** True where a content was promised and is not written yet. */
  boolean wants(byte[] sha256) {
    int found = table[slot(sha256)];
    return found != 0 && !flag(found - 1, WRITTEN);
  }

  /** The promised size in bytes of a content that is wanted. */
  long sizeOf(byte[] sha256) {
    return size(table[slot(sha256)] - 1);
  }

  /** True where a message calls a content that is wanted by a compressed media type. */
  boolean isCalledCompressed(byte[] sha256) {
    return flag(table[slot(sha256)] - 1, CALLED_COMPRESSED);
  }

  /** A content that is wanted has been written. */
  void wrote(byte[] sha256) {
    setFlag(table[slot(sha256)] - 1, WRITTEN);
    written++;
  }
}
