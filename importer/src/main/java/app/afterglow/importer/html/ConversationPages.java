package app.afterglow.importer.html;

import app.afterglow.model.Message;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private long monthBegins;
  private long monthEnds;
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
    boolean full = count == MESSAGES || (file != null && file.length() >= LENGTH);
    if (full || at < monthBegins || at >= monthEnds) {
      close();
    }
    if (out == null || file == null) {
      beginMonth(at);
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

  private void beginMonth(long at) {
    ZonedDateTime begin =
        Instant.ofEpochMilli(at)
            .atZone(zone)
            .with(TemporalAdjusters.firstDayOfMonth())
            .truncatedTo(ChronoUnit.DAYS);
    monthBegins = begin.toInstant().toEpochMilli();
    monthEnds = begin.plusMonths(1).toInstant().toEpochMilli();
    int year = Math.clamp(begin.getYear(), 0, 9999);
    month = String.format(Locale.ROOT, "%04d-%02d", year, begin.getMonthValue());
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
