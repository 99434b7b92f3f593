package app.afterglow.launcher.viewer.history;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchivedConversation;
import app.afterglow.model.Message;
import app.afterglow.problem.DamagedInputException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Any message of an archive by its conversation and number. Files close by number or by size, so
 * that only reading them tells how many messages each holds; that is done once a conversation, when
 * it is looked at first or when the index passes.
 *
 * <p>Files that were read stay in memory, up to a share of the heap; those used longest ago make
 * room. For several threads.
 */
public final class MessageFiles {

  /**
   * The share of the heap for files that are kept. A search looks at several conversations at once,
   * and each has a file of some megabytes in use.
   */
  private static final int KEPT_SHARE = 4;

  private final long keptAtMost = Runtime.getRuntime().maxMemory() / KEPT_SHARE;

  private final ArchiveReader archive;
  private final List<ArchivedConversation> conversations;
  private final Map<Integer, List<FilePages>> tables = new ConcurrentHashMap<>();
  private final Map<String, MessageFile> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;

  /** The messages of an open archive. */
  public MessageFiles(ArchiveReader archive) throws IOException {
    this.archive = archive;
    this.conversations = archive.conversations();
  }

  /** The archive. */
  public ArchiveReader archive() {
    return archive;
  }

  /** Its conversations, in its order. */
  public List<ArchivedConversation> conversations() {
    return conversations;
  }

  /** The files of a conversation, by its place in {@link #conversations()}. */
  public List<FilePages> of(int conversation) throws IOException {
    List<FilePages> known = tables.get(conversation);
    if (known != null) {
      return known;
    }
    List<FilePages> table = new ArrayList<>();
    long start = 0;
    List<String> paths = conversations.get(conversation).messageFiles();
    for (String path : paths) {
      // Of a long conversation the last files are those looked at next.
      try {
        MessageFile file = open(path);
        table.add(FilePages.of(path, start, file));
        start += file.count();
      } catch (DamagedInputException e) {
        // As if it were empty: whoever fills the index counts and tells of such files.
      }
    }
    put(conversation, table);
    return table;
  }

  /** Takes note of a conversation's files that somebody else has read. */
  public void put(int conversation, List<FilePages> table) {
    tables.putIfAbsent(conversation, List.copyOf(table));
  }

  /** A file's messages. */
  public MessageFile open(String path) throws IOException {
    synchronized (kept) {
      MessageFile known = kept.get(path);
      if (known != null) {
        return known;
      }
    }
    MessageFile file = MessageFile.read(archive, path);
    synchronized (kept) {
      if (kept.put(path, file) == null) {
        keptBytes += file.size();
      }
      var eldest = kept.entrySet().iterator();
      while (keptBytes > keptAtMost && kept.size() > 1) {
        keptBytes -= eldest.next().getValue().size();
        eldest.remove();
      }
    }
    return file;
  }

  /** A place in a conversation: the file, and the line in it. */
  public record Place(FilePages file, int line) {}

  /** Where a message stands; null where the conversation has no such number. */
  public @Nullable Place place(int conversation, long ordinal) throws IOException {
    for (FilePages file : of(conversation)) {
      if (ordinal < file.start() + file.count()) {
        return ordinal < file.start() ? null : new Place(file, (int) (ordinal - file.start()));
      }
    }
    return null;
  }

  /** The number of the first message sent at or after a time; the last one's where none is. */
  public long ordinalAt(int conversation, long time) throws IOException {
    long last = 0;
    for (FilePages file : of(conversation)) {
      for (FilePages.Page page : file.pages()) {
        last = page.start() + page.count() - 1;
        if (page.lastAt() >= time) {
          return firstAtOrAfter(open(file.path()), file, page, time);
        }
      }
    }
    return last;
  }

  private static long firstAtOrAfter(
      MessageFile content, FilePages file, FilePages.Page page, long time) {
    int low = (int) (page.start() - file.start());
    int high = low + page.count() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (FilePages.sentAt(content, middle, Long.MIN_VALUE) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return file.start() + low;
  }

  /** The number of the message with an id, -1 where it isn't there; reads until it is found. */
  public long locate(int conversation, String id) throws IOException {
    byte[] written =
        ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + '"')
            .getBytes(StandardCharsets.UTF_8);
    // What is answered is seldom long ago.
    for (FilePages file : of(conversation).reversed()) {
      MessageFile content = open(file.path());
      int line = content.lineWith(written, 0);
      while (line >= 0) {
        Message message = content.message(line);
        if (message != null && message.id().equals(id)) {
          return file.start() + line;
        }
        line = line + 1 < content.count() ? content.lineWith(written, line + 1) : -1;
      }
    }
    return -1;
  }
}
