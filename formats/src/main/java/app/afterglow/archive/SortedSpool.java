package app.afterglow.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts any number of entries aside and gives them back in the order of their keys, in bounded
 * memory: what is beyond a few megabytes stands sorted and compressed in files that are encrypted
 * as {@link Spool} says. Entries with equal keys come in any order.
 */
public final class SortedSpool implements AutoCloseable {

  /** Bytes of entries kept in memory. */
  private static final int IN_MEMORY = 16 << 20;

  /** What an entry costs beside its bytes. */
  private static final int OVERHEAD = 64;

  /** So many files are merged into one: each one that is read costs memory, and a descriptor. */
  private static final int MOST_RUNS = 128;

  private static final int BUFFER = 1 << 13;

  private static final Comparator<Entry> BY_KEY =
      (one, other) -> Arrays.compareUnsigned(one.key(), other.key());

  /**
   * A key and what goes with it.
   *
   * @param key as {@link SortKey} makes it
   * @param value any bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Entry(byte[] key, byte[] value) {}

  private final Path beside;
  private final int limit;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Spool> runs = new ArrayList<>();
  private long inMemory;
  private long size;

  /**
   * An empty one.
   *
   * @param beside the file in whose folder the encrypted files may stand
   */
  public SortedSpool(Path beside) {
    this(beside, IN_MEMORY);
  }

  /** As above, with another number of bytes kept in memory. */
  SortedSpool(Path beside, int limit) {
    this.beside = beside;
    this.limit = limit;
  }

  /** Adds an entry; not after the first {@link #read}. */
  public void add(byte[] key, byte[] value) throws IOException {
    entries.add(new Entry(key, value));
    size++;
    inMemory += key.length + value.length + OVERHEAD;
    if (inMemory > limit) {
      entries.sort(BY_KEY);
      runs.add(run(new MemoryCursor(entries)));
      entries.clear();
      inMemory = 0;
      if (runs.size() == MOST_RUNS) {
        compact();
      }
    }
  }

  /** Entries in it. */
  public long size() {
    return size;
  }

  private void compact() throws IOException {
    Spool all;
    try (Cursor cursor = merged(runs)) {
      all = run(cursor);
    }
    for (Spool run : runs) {
      run.close();
    }
    runs.clear();
    runs.add(all);
  }

  /** Writes entries that come in order. */
  private Spool run(Cursor cursor) throws IOException {
    Spool spool = new Spool(beside, 0);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(new Unclosed(spool), deflater, BUFFER))) {
      for (Entry next = cursor.next(); next != null; next = cursor.next()) {
        out.writeInt(next.key().length);
        out.writeInt(next.value().length);
        out.write(next.key());
        out.write(next.value());
      }
      out.writeInt(-1);
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    } finally {
      deflater.end();
    }
    return spool;
  }

  /** Closing a spool empties it. */
  private static final class Unclosed extends java.io.OutputStream {
    private final Spool spool;

    Unclosed(Spool spool) {
      this.spool = spool;
    }

    @Override
    public void write(int b) throws IOException {
      spool.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      spool.write(source, offset, length);
    }
  }

  /** Gives entries one after the other. */
  public interface Cursor extends AutoCloseable {

    /** The next entry, null at the end. */
    @Nullable Entry next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** All entries in the order of their keys. It can be read again once a reading is closed. */
  public Cursor read() throws IOException {
    entries.sort(BY_KEY);
    return merged(runs, new MemoryCursor(entries));
  }

  private static Cursor merged(List<Spool> runs, Cursor... others) throws IOException {
    List<Cursor> cursors = new ArrayList<>(List.of(others));
    for (Spool run : runs) {
      cursors.add(new RunCursor(run));
    }
    return new MergedCursor(cursors);
  }

  private static final class MemoryCursor implements Cursor {
    private final List<Entry> entries;
    private int position;

    MemoryCursor(List<Entry> entries) {
      this.entries = entries;
    }

    @Override
    public @Nullable Entry next() {
      return position == entries.size() ? null : entries.get(position++);
    }

    @Override
    public void close() {
      position = entries.size();
    }
  }

  private static final class RunCursor implements Cursor {
    private final Inflater inflater = new Inflater();
    private final DataInputStream in;

    RunCursor(Spool run) throws IOException {
      InputStream raw = new InflaterInputStream(run.replay(), inflater, BUFFER);
      in = new DataInputStream(new BufferedInputStream(raw, BUFFER));
    }

    @Override
    public @Nullable Entry next() throws IOException {
      int keyLength = in.readInt();
      if (keyLength < 0) {
        return null;
      }
      byte[] key = new byte[keyLength];
      byte[] value = new byte[in.readInt()];
      in.readFully(key);
      in.readFully(value);
      return new Entry(key, value);
    }

    @Override
    public void close() throws IOException {
      in.close();
      inflater.end();
    }
  }

  private static final class MergedCursor implements Cursor {

    private record Head(Entry entry, Cursor rest) {}

    private final List<Cursor> all;
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::entry, BY_KEY));

    MergedCursor(List<Cursor> cursors) throws IOException {
      all = cursors;
      for (Cursor cursor : cursors) {
        push(cursor);
      }
    }

    private void push(Cursor cursor) throws IOException {
      Entry entry = cursor.next();
      if (entry != null) {
        heads.add(new Head(entry, cursor));
      }
    }

    @Override
    public @Nullable Entry next() throws IOException {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      push(head.rest());
      return head.entry();
    }

    @Override
    public void close() throws IOException {
      for (Cursor cursor : all) {
        cursor.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    entries.clear();
    for (Spool run : runs) {
      run.close();
    }
    runs.clear();
  }
}
