package app.afterglow.importer.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.Chromium;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.Messages;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations of a few messages over years, and of none: each page of them holds little. */
class QuietConversationsInBrowserTest {

  private static final int CARDS = 80;
  private static final Instant FIRST = Instant.parse("2017-01-01T08:00:00Z");

  @TempDir Path folder;

  @Test
  void leavesNoHolesThoughEveryMonthHasAPageOfItsOwn() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.open(pages());
      Locator holes = page.locator(".rows .row:not(:has(article))");

      conversation(page, "Postcards").click();
      assertThat(page.getByText("Card 79.")).isVisible();
      assertThat(holes).hasCount(0);

      page.keyboard().press("Home");
      assertThat(page.getByText("Card 0.")).isVisible();
      assertThat(holes).hasCount(0);
      for (int card = 1; card < CARDS; card++) {
        page.keyboard().press("ArrowDown");
        assertThat(page.getByText("Card " + card + ".")).isVisible();
      }
      assertThat(holes).hasCount(0);
      chromium.requireQuiet(page);
    }
  }

  @Test
  void saysThatAConversationHasNoMessages() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.open(pages());
      conversation(page, "Postcards").click();
      assertThat(page.getByText("Card 79.")).isVisible();
      page.keyboard().press("Home");
      assertThat(page.locator(".to-end")).isVisible();

      conversation(page, "Silence").click();

      assertThat(page.getByText("This conversation has no messages.")).isVisible();
      assertThat(page.locator(".to-end")).not().isVisible();
      chromium.requireQuiet(page);
    }
  }

  private Path pages() throws Exception {
    InMemoryHistory history = DemoHistory.make();
    history.add(
        Messages.room("S-cards", "Postcards", "p-mara", "p-ines"),
        IntStream.range(0, CARDS)
            .mapToObj(
                i ->
                    Messages.in("S-cards", "card-" + i)
                        .from("p-ines", FIRST.plus(Duration.ofDays(15L * i)))
                        .text("Card " + i + ".")
                        .build())
            .toList());
    history.add(Messages.room("S-silence", "Silence", "p-mara", "p-ines"), List.of());
    Path pages = folder.resolve("pages");
    new HtmlProvider()
        .create()
        .deliver(
            history,
            new ImportRequest(
                pages,
                Selection.ALL,
                ImportRequest.Mode.DELIVER,
                ZoneId.of("Europe/Paris"),
                Locale.ENGLISH,
                Map.of()),
            Progress.SILENT);
    return pages.resolve("index.html");
  }

  private static Locator conversation(Page page, String title) {
    return page.locator("button.conversation", new Page.LocatorOptions().setHasText(title));
  }
}
