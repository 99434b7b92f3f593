package app.afterglow.launcher.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.reader.testing.Chromium;
import app.afterglow.reader.testing.DemoHistory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes late or not at all: the page shows what was asked for last, and stays usable. */
class LateAnswersInBrowserTest {

  private static final Pattern PAGES = Pattern.compile("/api/pages\\?");

  /** The messages of the days that are printed, far from those that the list shows or loads. */
  private static final Pattern PRINTED = Pattern.compile("/api/messages\\?.*start=1000&");

  @TempDir Path folder;
  private ServedArchive served;
  private Chromium chromium;
  private Page page;

  @BeforeEach
  void open() throws IOException {
    chromium = Chromium.start();
    served = ServedArchive.of(DemoHistory.make(), folder.resolve("demo.zip.age"));
    page = chromium.open(served.server.newAddress(), "en-GB", ColorScheme.LIGHT, 1280, 840);
    // Within a function: one that an expression yields is called at once.
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes'; }; }");
  }

  @AfterEach
  void close() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    if (served != null) {
      served.close();
    }
  }

  @Test
  void showsTheConversationThatWasOpenedLast() {
    page.locator("#search-field").fill("\"who has a van\"");
    List<Route> held = hold(PAGES);
    page.locator(".hit").click();
    assertThat(page.locator("h2").first()).hasText("Community garden");
    page.locator("#search-field").fill("");
    openDiary();

    page.waitForResponse(PAGES, () -> held.getFirst().resume());
    settle();

    assertThat(page.getByText("Note number 2999:")).isVisible();
    page.keyboard().press("Home");
    assertThat(page.getByText("Note number 0:")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void printsAfterAllOnceWhatFailedCanBeRead() {
    openDiary();
    askToPrint();
    page.route(PRINTED, Route::abort);
    page.locator("dialog .primary").click();
    assertThat(page.getByText("A part of this history could not be read")).isVisible();

    page.keyboard().press("Escape");
    page.unroute(PRINTED);
    page.locator("dialog .primary").click();

    assertThat(page.locator("body")).hasAttribute("data-printed", "yes");
  }

  @Test
  void printsNothingOnceNobodyWantsItAnyMore() {
    openDiary();
    askToPrint();
    List<Route> held = hold(PRINTED);
    page.locator("dialog .primary").click();
    assertThat(page.getByText("Preparing…")).isVisible();

    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    page.waitForResponse(PRINTED, () -> held.getFirst().resume());
    settle();

    assertThat(page.locator("body")).not().hasAttribute("data-printed", "yes");
    assertThat(page.locator(".print-sheet")).hasCount(0);
    chromium.requireQuiet(page);
  }

  /** Keeps the next answer of this kind back. */
  private List<Route> hold(Pattern address) {
    List<Route> held = new ArrayList<>();
    page.route(
        address,
        route -> {
          if (held.isEmpty()) {
            held.add(route);
          } else {
            route.resume();
          }
        });
    return held;
  }

  private void openDiary() {
    Locator diary =
        page.locator("button.conversation", new Page.LocatorOptions().setHasText("Garden diary"));
    diary.click();
    assertThat(page.getByText("Note number 2999:")).isVisible();
  }

  private void askToPrint() {
    page.getByLabel("Print").click();
    page.locator("#print-from").fill("2019-09-01");
    page.locator("#print-to").fill("2019-09-30");
  }

  /** What the page does with an answer, it does within some frames. */
  private void settle() {
    Object frames =
        page.evaluate(
            """
            async () => {
              for (let i = 0; i < 10; i++) {
                await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
              }
              return 10;
            }
            """);
    assertThat(frames).isEqualTo(10);
  }
}
