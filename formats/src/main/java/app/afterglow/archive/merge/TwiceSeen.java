package app.afterglow.archive.merge;

/**
 * Which keys came more than once: those that did are always named, and hardly ever another. Takes
 * 64 MB at most, whatever the number of keys; beyond 8 million, more are named for nothing.
 */
final class TwiceSeen {

  private static final int BITS_A_KEY = 32;
  private static final long FEWEST = 1L << 12;
  private static final long MOST = 1L << 28;

  private final KeyBits once;
  private final KeyBits again;

  /** For about this many keys. */
  TwiceSeen(long keys) {
    long bits = Math.clamp(Math.min(keys, MOST) * BITS_A_KEY, FEWEST, MOST);
    once = new KeyBits(bits);
    again = new KeyBits(bits);
  }

  void add(String key) {
    if (!once.add(key)) {
      again.add(key);
    }
  }

  /** False only where a key came once at most. */
  boolean has(String key) {
    return again.has(key);
  }

  /** Whether any key may have come more than once. */
  boolean any() {
    return again.any();
  }
}
