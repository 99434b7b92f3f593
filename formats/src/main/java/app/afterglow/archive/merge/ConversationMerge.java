package app.afterglow.archive.merge;

import app.afterglow.archive.MessageOrder;
import app.afterglow.archive.RecordLines;
import app.afterglow.archive.SortKey;
import app.afterglow.archive.SortedSpool;
import app.afterglow.model.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One conversation out of several archives, each message once, in bounded memory.
 *
 * <p>Copies that share time and id meet in a merge of sorted streams. Copies whose times differ
 * don't: so the streams are first read once to learn which ids come again at another time (a few
 * bits an id, {@link TwiceSeen}). Where there are such, their copies are put aside sorted by id,
 * joined, sorted by the time that was kept, and merged in again.
 */
final class ConversationMerge {

  private final List<SortedCopies.Part> parts;
  private final List<Origin> origins;
  private final Path beside;

  /**
   * A merge of these parts.
   *
   * @param origins where each input comes from, by its number
   * @param beside the file in whose folder what is put aside may stand, encrypted
   */
  ConversationMerge(List<SortedCopies.Part> parts, List<Origin> origins, Path beside) {
    this.parts = List.copyOf(parts);
    this.origins = origins;
    this.beside = beside;
  }

  /**
   * What a first reading tells.
   *
   * @param count messages; where there are strays, too many
   * @param first when the first was sent, null where there is none
   * @param last when the last was sent
   * @param strays which ids come again at another time, null where none does
   */
  record Index(
      long count, @Nullable Instant first, @Nullable Instant last, @Nullable TwiceSeen strays) {

    /** Enough to merge where it is known that no message comes again at another time. */
    static final Index WITHOUT_STRAYS = new Index(0, null, null, null);
  }

  /**
   * Reads everything once.
   *
   * @param messages at most so many messages all archives together have
   * @param each hears of every copy
   */
  Index index(long messages, Consumer<Copy> each) throws IOException {
    TwiceSeen seen = new TwiceSeen(messages);
    Counter counter = new Counter();
    try (SortedCopies copies = SortedCopies.of(parts)) {
      while (copies.hasNext()) {
        List<Copy> group = copies.next();
        group.forEach(each);
        Message message = group.getFirst().message();
        seen.add(message.id());
        counter.add(message);
      }
    }
    return new Index(counter.count, counter.first, counter.last, seen.any() ? seen : null);
  }

  /** An index with the exact count where there are strays, which takes two more readings. */
  Index exact(Index index) throws IOException {
    if (index.strays() == null) {
      return index;
    }
    Counter counter = new Counter();
    try (Stream<Message> merged = messages(index, Conflicts.IGNORED)) {
      merged.forEach(counter::add);
    }
    return new Index(counter.count, counter.first, counter.last, index.strays());
  }

  private static final class Counter {
    private long count;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void add(Message message) {
      count++;
      first = first == null ? message.sentAt() : first;
      last = message.sentAt();
    }
  }

  /** The merged messages, to be closed. */
  Stream<Message> messages(Index index, Conflicts conflicts) throws IOException {
    Merged merged = new Merged(index.strays(), conflicts);
    try {
      merged.open();
    } catch (IOException | RuntimeException e) {
      merged.close();
      throw e;
    }
    Spliterator<Message> messages =
        Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(messages, false).onClose(merged::close);
  }

  private final class Merged implements Iterator<Message> {
    private final @Nullable TwiceSeen strays;
    private final Conflicts conflicts;
    private @Nullable SortedSpool joinedStrays;
    private SortedSpool.@Nullable Cursor cursor;
    private @Nullable SortedCopies copies;
    private @Nullable Message nextMet;
    private @Nullable Message nextStray;

    Merged(@Nullable TwiceSeen strays, Conflicts conflicts) {
      this.strays = strays;
      this.conflicts = conflicts;
    }

    void open() throws IOException {
      if (strays != null) {
        joinedStrays = new SortedSpool(beside);
        try (SortedSpool byId = new SortedSpool(beside)) {
          gather(strays, byId);
          joinStrays(byId, joinedStrays);
        }
        cursor = joinedStrays.read();
        nextStray = readStray();
      }
      copies = SortedCopies.of(parts);
      nextMet = readMet();
    }

    private void gather(TwiceSeen strays, SortedSpool byId) throws IOException {
      try (SortedCopies all = SortedCopies.of(parts)) {
        while (all.hasNext()) {
          for (Copy copy : all.next()) {
            Message message = copy.message();
            if (strays.has(message.id())) {
              byte[] key =
                  new SortKey()
                      .text(message.id())
                      .time(message.sentAt())
                      .number(copy.input())
                      .bytes();
              byId.add(key, encoded(copy));
            }
          }
        }
      }
    }

    private void joinStrays(SortedSpool byId, SortedSpool byTime) throws IOException {
      try (SortedSpool.Cursor sorted = byId.read()) {
        IdGroup group = new IdGroup(byTime);
        for (var entry = sorted.next(); entry != null; entry = sorted.next()) {
          group.add(decoded(entry.value()));
        }
        group.end();
      }
    }

    /**
     * Copies of one id, in the order of their times. Where an archive itself has the id several
     * times, these are several messages, and only time and id together tell which is which: then no
     * more than the copies of one time are held.
     */
    private final class IdGroup {
      private final SortedSpool byTime;
      private final List<Copy> held = new ArrayList<>();
      private final Set<Integer> inputs = new HashSet<>();
      private boolean repeats;

      IdGroup(SortedSpool byTime) {
        this.byTime = byTime;
      }

      void add(Copy copy) throws IOException {
        if (!held.isEmpty() && !isOfThisId(copy)) {
          end();
          inputs.clear();
          repeats = false;
        }
        repeats |= !inputs.add(copy.input());
        if (repeats) {
          flushBefore(copy.message().sentAt());
        }
        held.add(copy);
      }

      private boolean isOfThisId(Copy copy) {
        return held.getFirst().message().id().equals(copy.message().id());
      }

      private void flushBefore(Instant time) throws IOException {
        while (!held.isEmpty() && held.getFirst().message().sentAt().isBefore(time)) {
          Instant first = held.getFirst().message().sentAt();
          List<Copy> ofOneTime =
              held.stream().filter(copy -> copy.message().sentAt().equals(first)).toList();
          join(ofOneTime);
          held.removeAll(ofOneTime);
        }
      }

      void end() throws IOException {
        if (repeats) {
          flushBefore(Instant.MAX);
        } else if (!held.isEmpty()) {
          join(held);
        }
        held.clear();
      }

      private void join(List<Copy> group) throws IOException {
        Message message = MessageCopies.join(group, origins, conflicts);
        byTime.add(
            new SortKey().time(message.sentAt()).text(message.id()).bytes(),
            RecordLines.of(message));
      }
    }

    private @Nullable Message readStray() throws IOException {
      SortedSpool.Entry entry = cursor == null ? null : cursor.next();
      return entry == null ? null : RecordLines.message(entry.value());
    }

    private @Nullable Message readMet() throws IOException {
      while (copies != null && copies.hasNext()) {
        List<Copy> group = copies.next();
        if (strays == null || !strays.has(group.getFirst().message().id())) {
          return MessageCopies.join(group, origins, conflicts);
        }
      }
      return null;
    }

    @Override
    public boolean hasNext() {
      return nextMet != null || nextStray != null;
    }

    @Override
    public Message next() {
      Message met = nextMet;
      Message stray = nextStray;
      try {
        if (met != null && (stray == null || MessageOrder.BY_TIME_AND_ID.compare(met, stray) < 0)) {
          nextMet = readMet();
          return met;
        }
        if (stray == null) {
          throw new NoSuchElementException();
        }
        nextStray = readStray();
        return stray;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      try {
        if (copies != null) {
          copies.close();
        }
        if (cursor != null) {
          cursor.close();
        }
        if (joinedStrays != null) {
          joinedStrays.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] encoded(Copy copy) throws IOException {
    byte[] line = RecordLines.of(copy.message());
    return ByteBuffer.allocate(Integer.BYTES + line.length).putInt(copy.input()).put(line).array();
  }

  private static Copy decoded(byte[] value) throws IOException {
    byte[] line = Arrays.copyOfRange(value, Integer.BYTES, value.length);
    return new Copy(RecordLines.message(line), ByteBuffer.wrap(value).getInt());
  }
}
