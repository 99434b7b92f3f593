package app.afterglow.launcher.viewer.history;

import app.afterglow.model.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a message file once it was read.
 *
 * @param path where it stands in the archive
 * @param start number of its first message in its conversation, from 0
 * @param count how many messages it has
 * @param pages them in pieces of {@value #MESSAGES_PER_PAGE}
 */
public record FilePages(String path, long start, int count, List<Page> pages) {

  /** Messages that are shown, and asked for, at once. */
  public static final int MESSAGES_PER_PAGE = 500;

  /**
   * A page.
   *
   * @param start number of its first message in the conversation
   * @param count how many it has
   * @param firstAt when its first message was sent, in milliseconds since 1970 UTC
   * @param lastAt when its last message was sent
   */
  public record Page(long start, int count, long firstAt, long lastAt) {}

  /** Measures a file. */
  public static FilePages of(String path, long start, MessageFile file) {
    List<Page> pages = new ArrayList<>();
    long lastAt = 0;
    for (int from = 0; from < file.count(); from += MESSAGES_PER_PAGE) {
      int count = Math.min(MESSAGES_PER_PAGE, file.count() - from);
      long firstAt = sentAt(file, from, lastAt);
      lastAt = sentAt(file, from + count - 1, firstAt);
      pages.add(new Page(start + from, count, firstAt, lastAt));
    }
    return new FilePages(path, start, file.count(), List.copyOf(pages));
  }

  static long sentAt(MessageFile file, int line, long otherwise) {
    Message message = file.message(line);
    return message == null ? otherwise : message.sentAt().toEpochMilli();
  }
}
