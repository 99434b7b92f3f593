package app.afterglow.launcher.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.Chromium;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.Messages;
import app.afterglow.reader.testing.WrittenArchive;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of photographs and of long letters: few messages fill what the list keeps. */
class TallMessagesInBrowserTest {

  private static final int MESSAGES = 90;

  /** The messages in view, by their place in the conversation. */
  private static final String IN_VIEW =
      """
      () => {
        const view = document.querySelector('.scroller').getBoundingClientRect();
        return [...document.querySelectorAll('.rows article')]
          .filter(each => {
            const box = each.parentElement.getBoundingClientRect();
            return box.top < view.bottom && box.bottom > view.top;
          })
          .map(each => Number(each.getAttribute('aria-posinset')));
      }
      """;

  /** How many rows come and go in a tenth of a second. */
  private static final String CHANGES =
      """
      async () => {
        let changes = 0;
        const observer = new MutationObserver(seen => changes += seen.length);
        observer.observe(document.querySelector('.rows'), { childList: true });
        await new Promise(resolve => setTimeout(resolve, 100));
        observer.disconnect();
        return changes;
      }
      """;

  @TempDir Path folder;

  private Viewer view(X25519Identity identity, int lines) throws IOException {
    InMemoryHistory history = DemoHistory.make();
    history.add(
        Messages.room("S-tall", "Letters", "p-mara", "p-ines"),
        IntStream.range(0, MESSAGES)
            .mapToObj(
                i ->
                    Messages.in("S-tall", "tall-" + i)
                        .from("p-ines", Instant.parse("2021-01-01T08:00:00Z").plusSeconds(i * 600L))
                        .text("Letter " + i + ".\n" + "A line of it.\n".repeat(lines))
                        .build())
            .toList());
    Path file = folder.resolve("tall.zip.age");
    WrittenArchive.write(history, file, identity.recipient());
    Viewer viewer = Viewer.open(file, List.of(identity), Progress.SILENT);
    viewer.start();
    return viewer;
  }

  private Page open(Chromium chromium, Viewer viewer) {
    Page page = chromium.open(viewer.newAddress(), "en-GB", ColorScheme.LIGHT, 1280, 840);
    page.locator("button.conversation", new Page.LocatorOptions().setHasText("Letters")).click();
    assertThat(page.locator("#messages")).isFocused();
    page.keyboard().press("Home");
    assertThat(page.getByText("Letter 0.")).isVisible();
    page.locator(".scroller").hover();
    return page;
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void scrollsThroughAllOfThemThereAndBack(int lines) throws IOException {
    try (X25519Identity identity = X25519Identity.generate();
        Viewer viewer = view(identity, lines);
        Chromium chromium = Chromium.start()) {
      Page page = open(chromium, viewer);

      List<Integer> seen = scroll(page, 500, MESSAGES);
      assertThat(seen).isSorted();
      assertThat(new TreeSet<>(seen)).hasSize(MESSAGES);

      seen = scroll(page, -500, 1).reversed();
      assertThat(seen).isSorted();
      assertThat(new TreeSet<>(seen)).hasSize(MESSAGES);
      chromium.requireQuiet(page);
    }
  }

  /** Turns the wheel until a message is in view; what came into view, in that order. */
  private static List<Integer> scroll(Page page, int by, int until) {
    List<Integer> seen = new ArrayList<>();
    List<Integer> before = List.of();
    for (int turns = 0; turns < 2000 && !seen.contains(until); turns++) {
      page.mouse().wheel(0, by);
      page.waitForFunction("(" + IN_VIEW + ")().length > 0");
      List<Integer> inView =
          ((List<?>) page.evaluate(IN_VIEW))
              .stream().map(position -> ((Number) position).intValue()).toList();
      List<Integer> fresh = new ArrayList<>(inView);
      fresh.removeAll(before);
      seen.addAll(by > 0 ? fresh : fresh.reversed());
      before = inView;
    }
    return seen;
  }

  @Test
  void restsWhereNobodyScrolls() throws IOException {
    try (X25519Identity identity = X25519Identity.generate();
        Viewer viewer = view(identity, 20);
        Chromium chromium = Chromium.start()) {
      Page page = open(chromium, viewer);
      for (int i = 0; i < 45; i++) {
        page.mouse().wheel(0, 500);
        page.waitForTimeout(100);

        assertThat(page.evaluate(CHANGES)).as("after %d turns", i + 1).isEqualTo(0);
      }
    }
  }
}
