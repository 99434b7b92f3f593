package app.afterglow.importer.xmpp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Puts any number of records in the order of their box, their time and their coming, within a few
 * megabytes: an archive in XMPP is one row of messages by time, a history is ordered conversation
 * by conversation. What doesn't fit in memory goes to files beside the output, encrypted (AES-128
 * CTR) under a key that only this object knows and that goes with it.
 */
final class Sorter implements AutoCloseable {

  private static final int MERGED_AT_ONCE = 64;
  private static final int BUFFER = 1 << 15;

  /** What a record takes in memory beside its bytes. */
  private static final int OVERHEAD = 80;

  private static final Comparator<Item> ORDER =
      Comparator.comparingInt(Item::box)
          .thenComparingLong(Item::millis)
          .thenComparingLong(Item::number);

  /**
   * A record.
   *
   * @param box whose archive it belongs to
   * @param millis its time
   * @param number its place among records of one time
   */
  record Item(int box, long millis, long number, byte[] bytes) {}

  /** Takes records, in order. */
  @FunctionalInterface
  interface Taker {
    void take(int box, byte[] bytes) throws IOException;
  }

  private final Path folder;
  private final int limit;
  private final byte[] key = new byte[16];
  private final List<List<Path>> levels = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final List<Item> held = new ArrayList<>();
  private long heldBytes;
  private long count;

  /**
   * A sorter.
   *
   * @param folder where files may be made; they are gone when this is closed
   * @param limit bytes held in memory
   */
  Sorter(Path folder, int limit) {
    this.folder = folder;
    this.limit = limit;
    new SecureRandom().nextBytes(key);
  }

  /** Adds a record. */
  void add(int box, long millis, byte[] bytes) throws IOException {
    held.add(new Item(box, millis, count++, bytes));
    heldBytes += bytes.length + (long) OVERHEAD;
    if (heldBytes > limit) {
      held.sort(ORDER);
      spill(0, new Held(held));
      held.clear();
      heldBytes = 0;
    }
  }

  /** Hands over every record, in order; nothing is left then. */
  void drain(Taker taker) throws IOException {
    held.sort(ORDER);
    List<Run> runs = new ArrayList<>();
    runs.add(new Held(held));
    try (Opened opened = new Opened()) {
      for (List<Path> level : levels) {
        for (Path file : level) {
          runs.add(opened.add(new Spilled(file, key)));
        }
      }
      merge(runs, item -> taker.take(item.box(), item.bytes()));
    }
    held.clear();
    heldBytes = 0;
    levels.clear();
    deleteFiles();
  }

  /** Makes a run of this level; of {@value #MERGED_AT_ONCE} runs of a level one of the next. */
  private void spill(int level, Run sorted) throws IOException {
    Path file = Files.createTempFile(folder, ".afterglow-", ".sorting");
    files.add(file);
    try (Writing out = new Writing(file, key)) {
      merge(List.of(sorted), out::write);
    }
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    List<Path> same = levels.get(level);
    same.add(file);
    if (same.size() < MERGED_AT_ONCE) {
      return;
    }
    Path merged = Files.createTempFile(folder, ".afterglow-", ".sorting");
    files.add(merged);
    try (Opened opened = new Opened();
        Writing out = new Writing(merged, key)) {
      List<Run> runs = new ArrayList<>();
      for (Path one : same) {
        runs.add(opened.add(new Spilled(one, key)));
      }
      merge(runs, out::write);
    }
    for (Path one : same) {
      Files.delete(one);
      files.remove(one);
    }
    same.clear();
    while (levels.size() <= level + 1) {
      levels.add(new ArrayList<>());
    }
    levels.get(level + 1).add(merged);
  }

  private static void merge(List<Run> runs, Sink sink) throws IOException {
    PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::item, ORDER));
    for (Run run : runs) {
      Item first = run.next();
      if (first != null) {
        heads.add(new Head(first, run));
      }
    }
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      sink.take(head.item());
      Item next = head.run().next();
      if (next != null) {
        heads.add(new Head(next, head.run()));
      }
    }
  }

  private void deleteFiles() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
  }

  @Override
  public void close() throws IOException {
    held.clear();
    Arrays.fill(key, (byte) 0);
    deleteFiles();
  }

  private record Head(Item item, Run run) {}

  @FunctionalInterface
  private interface Sink {
    void take(Item item) throws IOException;
  }

  /** Records in order. */
  @FunctionalInterface
  private interface Run {
    /** The next one, null after the last. */
    @Nullable Item next() throws IOException;
  }

  /** What is held in memory. */
  private static final class Held implements Run {
    private final List<Item> items;
    private int next;

    Held(List<Item> items) {
      this.items = items;
    }

    @Override
    public @Nullable Item next() {
      return next < items.size() ? items.get(next++) : null;
    }
  }

  /** Files that are closed together. */
  private static final class Opened implements AutoCloseable {
    private final List<Spilled> all = new ArrayList<>();

    Spilled add(Spilled one) {
      all.add(one);
      return one;
    }

    @Override
    public void close() throws IOException {
      for (Spilled one : all) {
        one.close();
      }
    }
  }

  /** A file's records: box (4 bytes), time (8), number (8), length (4), bytes. */
  private static final class Spilled implements Run, AutoCloseable {
    private final DataInputStream in;

    Spilled(Path file, byte[] key) throws IOException {
      InputStream raw = Files.newInputStream(file);
      in =
          new DataInputStream(
              new BufferedInputStream(
                  new CipherInputStream(raw, cipher(Cipher.DECRYPT_MODE, key, file)), BUFFER));
    }

    @Override
    public @Nullable Item next() throws IOException {
      int box;
      try {
        box = in.readInt();
      } catch (EOFException e) {
        return null;
      }
      long millis = in.readLong();
      long number = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new Item(box, millis, number, bytes);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Writes what {@link Spilled} reads. */
  private static final class Writing implements AutoCloseable {
    private final DataOutputStream out;

    Writing(Path file, byte[] key) throws IOException {
      OutputStream raw = Files.newOutputStream(file, StandardOpenOption.WRITE);
      out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new CipherOutputStream(raw, cipher(Cipher.ENCRYPT_MODE, key, file)), BUFFER));
    }

    void write(Item item) throws IOException {
      out.writeInt(item.box());
      out.writeLong(item.millis());
      out.writeLong(item.number());
      out.writeInt(item.bytes().length);
      out.write(item.bytes());
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Every file has a random name of its own, and out of that its counter begins (64 bits). */
  private static Cipher cipher(int mode, byte[] key, Path file) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] start = new byte[16];
      ByteBuffer.wrap(start).putLong(app.afterglow.importer.plain.Digests.of(file.toString()));
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
