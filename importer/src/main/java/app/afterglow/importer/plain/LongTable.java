package app.afterglow.importer.plain;

/**
 * A table from 64-bit keys to 64-bit values that takes 16 bytes a slot, so that a conversation of
 * ten million messages can be cross-referenced within a small heap. Open addressing; nothing is
 * ever removed.
 */
public final class LongTable {

  /** What {@link #get} says for a key that isn't there; not to be put as a value. */
  public static final long ABSENT = Long.MIN_VALUE;

  private long[] keys = new long[64];
  private long[] values = new long[64];
  private int size;

  /** The value under this key, {@link #ABSENT} where there is none. */
  public long get(long key) {
    int slot = slot(key);
    return keys[slot] == 0 ? ABSENT : values[slot];
  }

  /** Sets the value under this key. */
  public void put(long key, long value) {
    if (value == ABSENT) {
      throw new IllegalArgumentException("a value can't be ABSENT");
    }
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = stored(key);
      size++;
    }
    values[slot] = value;
    if (size > keys.length / 2) {
      grow();
    }
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  private int slot(long key) {
    long wanted = stored(key);
    int mask = keys.length - 1;
    int slot = Long.hashCode(wanted * 0x9E3779B97F4A7C15L) & mask;
    while (keys[slot] != 0 && keys[slot] != wanted) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Zero marks a free slot, so the key zero shares the place of the key one. */
  private static long stored(long key) {
    return key == 0 ? 1 : key;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
