package app.afterglow.importer.html;

import app.afterglow.model.Message;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one conversation's messages as pages {@code m/<conversation>/<month>-<number>.js}: a new
 * page with each month, after {@value #MESSAGES} messages, or when one is long.
 */
final class ConversationPages implements AutoCloseable {

  private static final int MESSAGES = 500;
  private static final int LENGTH = 250_000;

  /**
   * A page, as the table of pages lists it.
   *
   * @param month in which its messages were sent, such as {@code 2021-05}
   * @param number of the page in its conversation, from 1
   * @param count of its messages
   * @param firstAt when its first message was sent, ms UTC
   * @param lastAt when its last message was sent, ms UTC
   */
  record Page(String month, int number, int count, long firstAt, long lastAt) {}

  private final OutputFolder folder;
  private final int conversation;
  private final ZoneId zone;
  private final List<Page> pages = new ArrayList<>();
  private String month = "";
  private int count;
  private long firstAt;
  private long lastAt;
  private @Nullable DataFile file;
  private @Nullable JsonGenerator out;

  ConversationPages(OutputFolder folder, int conversation, ZoneId zone) {
    this.folder = folder;
    this.conversation = conversation;
    this.zone = zone;
  }

  /** Adds the next message. */
  void add(Message message, List<Placed> placed) throws IOException {
    long at = PageJson.millis(message.sentAt());
    String itsMonth = month(at);
    if (file != null && (count == MESSAGES || file.length() >= LENGTH || !itsMonth.equals(month))) {
      close();
    }
    if (out == null || file == null) {
      month = itsMonth;
      firstAt = at;
      lastAt = at;
      file = new DataFile(folder, "m/" + conversation + "/" + month + "-" + (pages.size() + 1));
      out = Json.generator(file);
      out.writeStartArray();
    }
    PageJson.write(message, placed, out);
    out.flush();
    count++;
    lastAt = Math.max(lastAt, at);
  }

  private String month(long at) {
    LocalDate date = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
    int year = Math.clamp(date.getYear(), 0, 9999);
    return String.format(java.util.Locale.ROOT, "%04d-%02d", year, date.getMonthValue());
  }

  /** The pages written so far. */
  List<Page> pages() {
    return pages;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.writeEndArray();
      out.close();
      pages.add(new Page(month, pages.size() + 1, count, firstAt, lastAt));
      out = null;
      file = null;
      count = 0;
    }
  }
}
