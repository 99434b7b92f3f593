package app.afterglow.exporter.sqlcipher.salvage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The checksum of a write-ahead log ("Database File Format", section 4.2): two 32-bit sums over
 * pairs of 32-bit words, going on from the sums before. As one value: first sum high, second low.
 */
final class WalChecksum {

  private WalChecksum() {}

  /** The sums after the bytes from {@code from} up to {@code to}, a multiple of 8 of them. */
  static long over(byte[] bytes, int from, int to, long sums, ByteOrder order) {
    ByteBuffer words = ByteBuffer.wrap(bytes, from, to - from).order(order);
    int first = (int) (sums >>> 32);
    int second = (int) sums;
    for (int at = from; at < to; at += 8) {
      first += words.getInt(at) + second;
      second += words.getInt(at + 4) + first;
    }
    return (long) first << 32 | second & 0xffff_ffffL;
  }
}
