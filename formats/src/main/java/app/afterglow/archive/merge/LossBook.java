package app.afterglow.archive.merge;

import app.afterglow.archive.RecordLines;
import app.afterglow.archive.SortKey;
import app.afterglow.archive.SortedSpool;
import app.afterglow.model.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the archives' losses is lost in all of them (docs/merge.md, "The balance"), in bounded
 * memory.
 *
 * <p>For each kind and id: an item was found as often as the archive found it that found it most
 * often; what of that the merged archive doesn't carry is lost. Only ids that some archive lists
 * need counting: of all others, everything that was found is carried.
 */
final class LossBook implements AutoCloseable {

  /** The kinds that a balance counts. */
  private static final Set<Loss.What> BALANCED =
      Set.of(Loss.What.PERSON, Loss.What.CONVERSATION, Loss.What.MESSAGE, Loss.What.ATTACHMENT);

  private static final long FEWEST_BITS = 1L << 12;
  private static final long MOST_BITS = 1L << 26;
  private static final int BITS_A_LINE = 32;

  /** Where a loss is written to. */
  interface Lines {
    void write(Loss loss) throws IOException;
  }

  /** What is known of an item's id. */
  private enum Event {
    /** An archive lists it as lost. */
    LISTED,
    /** An archive carries it. */
    CARRIED,
    /** The merged archive carries it. */
    KEPT,
    /** The merged archive names it without a content. */
    ABSENT
  }

  private final int inputs;
  private final KeyBits listedIds;
  private final SortedSpool events;
  private final SortedSpool lost;
  private final SortedSpool remarks;
  private final Map<Loss.What, Long> lostByKind = new EnumMap<>(Loss.What.class);
  private long lines;
  private long recovered;

  /**
   * An empty book.
   *
   * @param inputs how many archives there are
   * @param lines about how many losses they list
   * @param beside the file in whose folder what is put aside may stand, encrypted
   */
  LossBook(int inputs, long lines, Path beside) {
    this.inputs = inputs;
    this.listedIds =
        new KeyBits(Math.clamp(Math.min(lines, MOST_BITS) * BITS_A_LINE, FEWEST_BITS, MOST_BITS));
    this.events = new SortedSpool(beside);
    this.lost = new SortedSpool(beside);
    this.remarks = new SortedSpool(beside);
  }

  /** An archive lists a loss; before anything is carried. */
  void listed(int input, Loss loss) throws IOException {
    byte[] line = RecordLines.of(loss);
    if (loss.partial() || !BALANCED.contains(loss.what())) {
      String detail = loss.detail();
      SortKey key =
          new SortKey()
              .text(loss.what().word())
              .number(loss.partial() ? 1 : 0)
              .text(loss.id())
              .text(loss.reason())
              .number(detail == null ? 0 : 1)
              .text(detail == null ? "" : detail)
              .number(input);
      remarks.add(key.bytes(), line);
      return;
    }
    listedIds.add(name(loss.what(), loss.id()));
    add(Event.LISTED, input, loss.what(), loss.id());
    SortKey key = key(loss.what(), loss.id()).number(input).number(lines++);
    lost.add(key.bytes(), line);
  }

  /** An archive carries an item; an attachment where its content is there. */
  void carriedIn(int input, Loss.What what, String id) throws IOException {
    if (listedIds.has(name(what, id))) {
      add(Event.CARRIED, input, what, id);
    }
  }

  /** The merged archive carries an item. */
  void kept(Loss.What what, String id) throws IOException {
    if (listedIds.has(name(what, id))) {
      add(Event.KEPT, 0, what, id);
    }
  }

  /** The merged archive names an attachment whose content is nowhere. */
  void absent(String id) throws IOException {
    add(Event.ABSENT, 0, Loss.What.ATTACHMENT, id);
  }

  private static String name(Loss.What what, String id) {
    return what.word() + " " + id;
  }

  private static SortKey key(Loss.What what, String id) {
    return new SortKey().text(what.word()).text(id);
  }

  private void add(Event event, int input, Loss.What what, String id) throws IOException {
    String words = "%s %s %s".formatted(event, what, id);
    ByteBuffer value = ByteBuffer.allocate(Integer.BYTES + words.length() * Character.BYTES);
    value.putInt(input);
    // As they are: half a surrogate pair survives in no encoding.
    words.chars().forEach(unit -> value.putChar((char) unit));
    events.add(key(what, id).bytes(), value.array());
  }

  /** Writes what is lost, after everything was carried; the remarks of every archive too. */
  void settle(Lines out) throws IOException {
    try (SortedSpool.Cursor each = events.read();
        SortedSpool.Cursor listed = lost.read()) {
      Following following = new Following(listed);
      @Nullable Item item = null;
      for (var event = each.next(); event != null; event = each.next()) {
        if (item != null && !Arrays.equals(item.key, event.key())) {
          settle(item, following, out);
          item = null;
        }
        item = item == null ? new Item(event) : item;
        item.count(event.value());
      }
      if (item != null) {
        settle(item, following, out);
      }
    }
    remark(out);
  }

  private final class Item {
    private final byte[] key;
    private final Loss.What what;
    private final String id;
    private final long[] carried = new long[inputs];
    private final long[] listed = new long[inputs];
    private long kept;
    private long absent;

    Item(SortedSpool.Entry entry) {
      key = entry.key();
      List<String> words = words(entry.value());
      what = Loss.What.valueOf(words.get(1));
      id = words.get(2);
    }

    void count(byte[] value) {
      int input = ByteBuffer.wrap(value).getInt();
      switch (Event.valueOf(words(value).getFirst())) {
        case LISTED -> listed[input]++;
        case CARRIED -> carried[input]++;
        case KEPT -> kept++;
        case ABSENT -> absent++;
      }
    }

    private static List<String> words(byte[] value) {
      String words = ByteBuffer.wrap(value).position(Integer.BYTES).asCharBuffer().toString();
      return Arrays.asList(words.split(" ", 3));
    }

    long found() {
      long most = 0;
      for (int input = 0; input < inputs; input++) {
        most = Math.max(most, carried[input] + listed[input]);
      }
      return most;
    }

    long lost() {
      return Math.max(absent, found() - kept);
    }
  }

  private void settle(Item item, Following following, Lines out) throws IOException {
    long toWrite = item.lost();
    lostByKind.merge(item.what, toWrite, Long::sum);
    recovered += Math.max(0, Arrays.stream(item.listed).max().orElse(0) - toWrite);
    for (byte[] line = following.next(item.key); line != null; line = following.next(item.key)) {
      if (toWrite > 0) {
        out.write(RecordLines.loss(line));
        toWrite--;
      }
    }
    for (; toWrite > 0; toWrite--) {
      out.write(Loss.whole(item.what, item.id, "attachment-missing", "in none of the archives"));
    }
  }

  /** The lines of the losses, an item's after the other. */
  private static final class Following {
    private final SortedSpool.Cursor cursor;
    private SortedSpool.@Nullable Entry head;

    Following(SortedSpool.Cursor cursor) throws IOException {
      this.cursor = cursor;
      head = cursor.next();
    }

    /** The next line whose key begins so, null where there is none. */
    byte @Nullable [] next(byte[] key) throws IOException {
      SortedSpool.Entry entry = head;
      if (entry == null || !beginsWith(entry.key(), key)) {
        return null;
      }
      head = cursor.next();
      return entry.value();
    }
  }

  private static boolean beginsWith(byte[] bytes, byte[] head) {
    return bytes.length >= head.length
        && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
  }

  /** A remark stands as often as in the archive that has it most often. */
  private void remark(Lines out) throws IOException {
    try (SortedSpool.Cursor cursor = remarks.read()) {
      byte[] last = new byte[0];
      long[] counts = new long[inputs];
      long written = 0;
      for (var entry = cursor.next(); entry != null; entry = cursor.next()) {
        int head = entry.key().length - Long.BYTES;
        if (!Arrays.equals(entry.key(), 0, head, last, 0, last.length)) {
          last = Arrays.copyOf(entry.key(), head);
          Arrays.fill(counts, 0);
          written = 0;
        }
        int input = (int) (ByteBuffer.wrap(entry.key()).getLong(head) ^ Long.MIN_VALUE);
        if (++counts[input] > written) {
          written++;
          out.write(RecordLines.loss(entry.value()));
        }
      }
    }
  }

  /** Items of a kind that are lost. */
  long lost(Loss.What what) {
    return lostByKind.getOrDefault(what, 0L);
  }

  /** Items that one of the archives lists as lost and another carries. */
  long recovered() {
    return recovered;
  }

  @Override
  public void close() throws IOException {
    events.close();
    lost.close();
    remarks.close();
  }
}
