package app.afterglow.archive.merge;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A set of keys that may take a key for another, rarely: a Bloom filter. With 32 bits a key, about
 * one key in ten million is taken for another.
 */
final class KeyBits {

  private static final int PROBES = 12;

  /** Odd, as a multiplier must be; another one each time, so that nobody can aim at it. */
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

  private final long[] words;
  private final long mask;
  private boolean any;

  /**
   * An empty set.
   *
   * @param bits how many; rounded up to a power of two
   */
  KeyBits(long bits) {
    long rounded = Long.highestOneBit(Math.max(64, bits) - 1) << 1;
    words = new long[Math.toIntExact(rounded / Long.SIZE)];
    mask = rounded - 1;
  }

  /** Adds a key; false where it, or all that it is told by, was there. */
  boolean add(String key) {
    any = true;
    boolean isNew = false;
    long hash = hash(key);
    long step = mixed(hash) | 1;
    for (int i = 0; i < PROBES; i++) {
      int word = word(hash);
      isNew |= (words[word] & (1L << hash)) == 0;
      words[word] |= 1L << hash;
      hash += step;
    }
    return isNew;
  }

  boolean has(String key) {
    if (!any) {
      return false;
    }
    long hash = hash(key);
    long step = mixed(hash) | 1;
    for (int i = 0; i < PROBES; i++) {
      if ((words[word(hash)] & (1L << hash)) == 0) {
        return false;
      }
      hash += step;
    }
    return true;
  }

  boolean any() {
    return any;
  }

  private int word(long hash) {
    return (int) ((hash & mask) >>> 6);
  }

  private long hash(String key) {
    long hash = multiplier;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * multiplier;
      hash ^= hash >>> 29;
    }
    return mixed(hash);
  }

  /** The finalizer of MurmurHash3: each bit of the result depends on each of the argument. */
  private static long mixed(long value) {
    long hash = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return hash ^ (hash >>> 33);
  }
}
