package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.PageCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a write-ahead log ("Database File Format", section 4), whole, torn or random:
 *
 * <pre>
 * header  magic 0x377f0682 or ..83 (big-endian sums) | version | page size | round
 *         | salt 1 | salt 2 | sum 1 | sum 2                                    8 x 4 bytes
 * frame   page number | pages after commit, or 0 | salt 1 | salt 2 | sum 1 | sum 2
 *         | page                                                   6 x 4 bytes + page size
 * </pre>
 *
 * <p>The sums cover the pages as they are stored, thus encrypted, and go on from frame to frame.
 * Each frame stores its own, so that a frame after a damaged one can still be checked against the
 * sums its predecessor stored. One pass over the file, whatever stands in it.
 */
final class WalReader {

  static final int HEADER_BYTES = 32;
  static final int FRAME_HEADER_BYTES = 24;
  private static final int MAGIC = 0x377f0682;
  private static final int MAX_SALTS = 4;

  private final FileChannel file;
  private final int pageSize;
  private final @Nullable PageCipher cipher;
  private final LogReach reach;
  private final int frames;
  private final int[] pages;
  private final int[] commits;
  private final Frame[] states;
  private final BitSet summed = new BitSet();

  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private boolean headerWhole;
  private long salts;
  private long headerSums;

  /** What a frame turned out to be. */
  private enum Frame {
    /** Of this round, and its sums or its page's HMAC fit. */
    WHOLE,
    /** Of this round, but damaged. */
    DAMAGED,
    /** Of another round, and whole by itself. */
    STALE,
    /** Neither. */
    GARBAGE
  }

  /**
   * @param cipher what authenticates pages, null for a plain database
   */
  private WalReader(
      FileChannel file, int pageSize, @Nullable PageCipher cipher, LogReach reach, int frames) {
    this.file = file;
    this.pageSize = pageSize;
    this.cipher = cipher;
    this.reach = reach;
    this.frames = frames;
    this.pages = new int[frames];
    this.commits = new int[frames];
    this.states = new Frame[frames];
  }

  /** Reads a log of a database with pages of this size. */
  static WalLog read(FileChannel file, int pageSize, @Nullable PageCipher cipher, LogReach reach)
      throws IOException {
    if (file.size() == 0) {
      return WalLog.none(pageSize);
    }
    return new WalReader(file, pageSize, cipher, reach, frames(file, pageSize)).read();
  }

  /** The page size that the log's header states, 0 where the header is damaged. */
  static int pageSize(FileChannel file) throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    if (!readFully(file, header, 0) || !whole(header)) {
      return 0;
    }
    int size = ByteBuffer.wrap(header).getInt(8);
    return CipherScheme.PAGE_SIZES.contains(size) ? size : 0;
  }

  /**
   * The page size that the log's header states or, where that is damaged, the one at which two
   * frames of one round follow each other; 0 where there is none.
   */
  static int likelyPageSize(FileChannel file) throws IOException {
    int stated = pageSize(file);
    if (stated > 0) {
      return stated;
    }
    byte[] first = new byte[FRAME_HEADER_BYTES];
    byte[] second = new byte[FRAME_HEADER_BYTES];
    for (int size : CipherScheme.PAGE_SIZES) {
      if (readFully(file, first, offset(0, size))
          && readFully(file, second, offset(1, size))
          && Arrays.equals(first, 8, 16, second, 8, 16)) {
        return size;
      }
    }
    return 0;
  }

  /** The first 16 bytes of the versions of page 1 in the log, the newest first: its salt. */
  static List<byte[]> salts(FileChannel file, int pageSize) throws IOException {
    List<byte[]> found = new ArrayList<>();
    byte[] start = new byte[FRAME_HEADER_BYTES + CipherScheme.SALT_BYTES];
    for (int i = frames(file, pageSize) - 1; i >= 0 && found.size() < MAX_SALTS; i--) {
      if (readFully(file, start, offset(i, pageSize)) && ByteBuffer.wrap(start).getInt(0) == 1) {
        byte[] salt = Arrays.copyOfRange(start, FRAME_HEADER_BYTES, start.length);
        if (found.stream().noneMatch(known -> Arrays.equals(known, salt))) {
          found.add(salt);
        }
      }
    }
    return found;
  }

  private static int frames(FileChannel file, int pageSize) throws IOException {
    long count = (file.size() - HEADER_BYTES) / (FRAME_HEADER_BYTES + pageSize);
    return Math.clamp(count, 0, Integer.MAX_VALUE - 8);
  }

  private static long offset(int frame, int pageSize) {
    return HEADER_BYTES + (long) frame * (FRAME_HEADER_BYTES + pageSize);
  }

  private static boolean whole(byte[] header) {
    ByteBuffer words = ByteBuffer.wrap(header);
    if ((words.getInt(0) & ~1) != MAGIC) {
      return false;
    }
    return WalChecksum.over(header, 0, 24, 0, order(words.getInt(0))) == words.getLong(24);
  }

  private static ByteOrder order(int magic) {
    return (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private WalLog read() throws IOException {
    readHeader();
    classify();
    int last = lastToUse();
    int commit = lastCommit(last);
    Map<Integer, Long> newest = new HashMap<>();
    Set<Integer> damaged = new HashSet<>();
    Map<Integer, Long> older = new HashMap<>();
    int used = 0;
    int damagedFrames = 0;
    int unplaced = 0;
    for (int i = 0; i <= commit; i++) {
      switch (states[i]) {
        case WHOLE -> {
          newest.put(pages[i], content(i));
          damaged.remove(pages[i]);
          used++;
        }
        case DAMAGED -> {
          Long before = newest.remove(pages[i]);
          if (before != null) {
            older.put(pages[i], before);
          }
          damaged.add(pages[i]);
          damagedFrames++;
        }
        case STALE, GARBAGE -> unplaced++;
      }
    }
    int stale = 0;
    int afterTear = 0;
    for (int i = commit + 1; i < frames; i++) {
      if (states[i] == Frame.STALE) {
        older.putIfAbsent(pages[i], content(i));
        stale++;
      } else if (states[i] == Frame.WHOLE && i > last) {
        afterTear++;
      }
    }
    int uncommitted = 0;
    for (int i = commit + 1; i <= last; i++) {
      uncommitted += states[i] == Frame.WHOLE ? 1 : 0;
    }
    LogReport report =
        new LogReport(
            true,
            headerWhole,
            used,
            damagedFrames,
            unplaced,
            uncommitted,
            afterTear,
            stale,
            tear(last));
    int size = commit < 0 ? 0 : commits[commit];
    return new WalLog(pageSize, newest, damaged, older, size, report);
  }

  private void readHeader() throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    headerWhole = readFully(file, header, 0) && whole(header);
    ByteBuffer words = ByteBuffer.wrap(header);
    headerWhole &= words.getInt(8) == pageSize;
    if (headerWhole) {
      order = order(words.getInt(0));
      salts = words.getLong(16);
      headerSums = words.getLong(24);
    } else if (frames > 0) {
      readRound();
    }
  }

  /**
   * Finds the round without the header: its salts stand in every frame, too, and this round's
   * frames come first. The first two that agree tell, as any one may be damaged.
   */
  private void readRound() throws IOException {
    byte[] before = new byte[FRAME_HEADER_BYTES];
    byte[] frame = new byte[FRAME_HEADER_BYTES + pageSize];
    for (int i = 0; i < frames; i++) {
      if (!readFully(file, frame, offset(i, pageSize))) {
        return;
      }
      ByteBuffer words = ByteBuffer.wrap(frame);
      long found = words.getLong(8);
      if (i == 0) {
        salts = found;
      } else if (words.getInt(0) > 0 && found != 0 && found == ByteBuffer.wrap(before).getLong(8)) {
        salts = found;
        order = order(ByteBuffer.wrap(before).getLong(16), frame);
        return;
      }
      System.arraycopy(frame, 0, before, 0, before.length);
    }
  }

  /** The order in which a frame's sums go on from those the one before it stored. */
  private static ByteOrder order(long seed, byte[] frame) {
    long stored = ByteBuffer.wrap(frame).getLong(16);
    return sums(frame, seed, ByteOrder.LITTLE_ENDIAN) == stored
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
  }

  private static long sums(byte[] frame, long seed, ByteOrder order) {
    long sums = WalChecksum.over(frame, 0, 8, seed, order);
    return WalChecksum.over(frame, FRAME_HEADER_BYTES, frame.length, sums, order);
  }

  private void classify() throws IOException {
    byte[] frame = new byte[FRAME_HEADER_BYTES + pageSize];
    byte[] page = new byte[pageSize];
    ByteBuffer words = ByteBuffer.wrap(frame);
    long seed = headerSums;
    boolean seeded = headerWhole;
    for (int i = 0; i < frames; i++) {
      if (!readFully(file, frame, offset(i, pageSize))) {
        states[i] = Frame.GARBAGE;
        seeded = false;
        continue;
      }
      pages[i] = words.getInt(0);
      commits[i] = words.getInt(4);
      boolean sumsFit = seeded && sums(frame, seed, order) == words.getLong(16);
      summed.set(i, sumsFit);
      boolean numbered = pages[i] > 0;
      boolean whole = numbered && (sumsFit || authentic(frame, pages[i], page));
      boolean current = words.getLong(8) == salts && numbered && commits[i] >= 0;
      if (current) {
        states[i] = whole ? Frame.WHOLE : Frame.DAMAGED;
      } else {
        states[i] = whole ? Frame.STALE : Frame.GARBAGE;
      }
      seed = words.getLong(16);
      seeded = true;
    }
  }

  /** Whether a frame whose sums don't fit holds an authentic page all the same. */
  private boolean authentic(byte[] frame, int number, byte[] page) {
    if (cipher == null || reach == LogReach.CUT_AT_TEAR) {
      return false;
    }
    System.arraycopy(frame, FRAME_HEADER_BYTES, page, 0, pageSize);
    return cipher.authenticates(page, number);
  }

  /** The last frame of this round that may be used. */
  private int lastToUse() {
    int last = -1;
    for (int i = 0; i < frames; i++) {
      if (states[i] == Frame.WHOLE) {
        last = i;
      } else if (reach == LogReach.CUT_AT_TEAR) {
        break;
      }
    }
    return last;
  }

  private int lastCommit(int last) {
    int i = last;
    while (i >= 0 && !(states[i] == Frame.WHOLE && commits[i] > 0)) {
      i--;
    }
    return i;
  }

  private long tear(int last) throws IOException {
    for (int i = 0; i <= last; i++) {
      // A page may be authentic and its frame not: then it counts here, but SQLite stops at it.
      if (states[i] != Frame.WHOLE || !summed.get(i)) {
        return offset(i, pageSize);
      }
    }
    // A round that ends where an older one goes on is no tear, nor is a log's clean end.
    boolean cleanEnd =
        last + 1 < frames
            ? states[last + 1] == Frame.STALE
            : offset(frames, pageSize) == Math.max(file.size(), HEADER_BYTES);
    if (!cleanEnd && last + 2 < frames && states[last + 1] == Frame.GARBAGE) {
      // The first frame of an older round can't be checked: its predecessor was overwritten.
      cleanEnd = states[last + 2] == Frame.STALE;
    }
    return cleanEnd && headerWhole ? -1 : offset(last + 1, pageSize);
  }

  private long content(int frame) {
    return offset(frame, pageSize) + FRAME_HEADER_BYTES;
  }

  private static boolean readFully(FileChannel file, byte[] into, long offset) throws IOException {
    return RawPages.readFully(file, into, offset) == PageState.READABLE;
  }
}
