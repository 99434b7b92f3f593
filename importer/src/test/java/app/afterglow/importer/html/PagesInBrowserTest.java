package app.afterglow.importer.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.Chromium;
import app.afterglow.reader.testing.DemoHistory;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses the pages as a person would, from the file system, in a real browser. */
class PagesInBrowserTest {

  @TempDir static Path folder;

  private static Chromium chromium;
  private static Path index;

  @BeforeAll
  static void writePages() throws Exception {
    chromium = Chromium.start();
    index = folder.resolve("pages/index.html");
    new HtmlProvider()
        .create()
        .deliver(
            DemoHistory.make(),
            new ImportRequest(
                folder.resolve("pages"),
                Selection.ALL,
                ImportRequest.Mode.DELIVER,
                ZoneId.of("Europe/Paris"),
                Locale.ENGLISH,
                Map.of()),
            Progress.SILENT);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void showsAConversationWithItsPicturesRepliesAndLosses() {
    Page page = chromium.open(index);

    conversation(page, "Community garden").click();
    page.keyboard().press("Home");

    assertThat(page.locator("h3.day").first()).hasText("Sunday, 2 May 2021");
    assertThat(message(page, "I do, until two").locator(".reply"))
        .containsText("First question: who has a van on Saturday?");
    assertThat(message(page, "I do, until two").locator(".reactions li").first())
        .containsText("👍");
    assertThat(page.locator(".absent").first())
        .containsText("This picture was missing in the store");
    assertThat(page.locator(".picture.loaded").first()).isVisible();
    assertThat(page.locator("audio")).hasCount(1);
    assertThat(page.getByText("A kind of message this reader doesn’t know (9999)")).isVisible();
    assertThat(page.getByText("Call by Inès Moreau · completed · 12:34")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void runsNothingThatAMessageHolds() {
    Page page = chromium.open(index);

    conversation(page, "<img src=x").click();
    message(page, "A kind of message").locator("summary").click();
    message(page, "A kind of message").hover();
    page.keyboard().press("d");
    assertThat(page.locator("dialog")).isVisible();
    page.keyboard().press("Escape");
    page.locator("#search-field").fill("onerror");
    assertThat(page.locator(".hit").first()).isVisible();

    assertThat(page.evaluate("window.hacked")).isNull();
    assertThat(page.locator("article img[src=x], article script, .hit img, h2 img").count())
        .isZero();
    chromium.requireQuiet(page);
  }

  @Test
  void opensNoPageOutOfAnAttachment() {
    Page page = chromium.open(index);
    conversation(page, "<img src=x").click();

    Page opened = page.context().waitForPage(() -> page.locator("a.document").first().click());
    opened.waitForLoadState();

    assertThat(opened.url()).endsWith(".html.txt");
    assertThat(opened.evaluate("window.hacked")).isNull();
    Download download =
        page.waitForDownload(
            () ->
                page.getByText("invoicefdp.exe", new Page.GetByTextOptions().setExact(true))
                    .click());
    assertThat(download.suggestedFilename()).isEqualTo("invoicefdp.exe");
  }

  @Test
  void findsMessagesByWordPersonAndFile() {
    Page page = chromium.open(index);
    Locator field = page.locator("#search-field");

    field.fill("needle hayst");
    assertThat(page.locator(".results .status")).hasText("1 message found");
    page.locator(".hit").click();
    assertThat(page.locator("article.lit mark")).hasText(new String[] {"needle", "hayst"});
    assertThat(page.locator("h2").first()).hasText("Garden diary");

    field.fill("watered");
    assertThat(page.locator(".results .status")).hasText("2,999 messages found");
    assertThat(page.locator(".hit")).hasCount(30);
    assertThat(page.locator(".hit").first()).containsText("Note number 2999:");
    page.locator(".more").last().scrollIntoViewIfNeeded();
    assertThat(page.locator(".hit").nth(45)).containsText("Note number 2954:");

    field.fill("\"who has a van\"");
    assertThat(page.locator(".results .status")).hasText("1 message found");

    field.fill("محمد");
    assertThat(page.locator(".hit mark")).hasText("مُحَمَّد");

    field.fill("");
    page.getByLabel("Filters").click();
    page.getByLabel("Only with files").check();
    page.locator("#filter-person").selectOption("p-ines");
    assertThat(page.locator(".results .status")).hasText("1 message found");
    assertThat(page.locator(".hit")).containsText("Seed list 2021 – final.pdf");
    page.locator("#filter-until").fill("2021-05-07");
    assertThat(page.locator(".results .status")).hasText("0 messages found");
    page.getByText("Clear search and filters").click();
    assertThat(conversation(page, "Community garden")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void jumpsFromAReplyToWhatItAnswersThoughThatIsFarAway() {
    Page page = chromium.open(index);
    conversation(page, "Garden diary").click();

    page.getByText("Note number 2990:")
        .locator("xpath=ancestor::article")
        .locator(".reply")
        .click();

    assertThat(page.locator("article.lit")).containsText("Note number 15:");
    page.goBack();
    chromium.requireQuiet(page);
  }

  @Test
  void scrollsFromEndToBeginningWithoutGaps() {
    Page page = chromium.open(index);
    conversation(page, "Garden diary").click();
    assertThat(page.getByText("Note number 2999:")).isVisible();

    Object order =
        page.evaluate(
            """
            async () => {
              const scroller = document.querySelector('.scroller');
              const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              let rowsAtMost = 0;
              for (let i = 0; i < 60; i++) {
                scroller.scrollTop -= 700;
                await frame();
                const shown = [...document.querySelectorAll('article')]
                    .map((article) => Number(article.getAttribute('aria-posinset')));
                rowsAtMost = Math.max(rowsAtMost, shown.length);
                for (let k = 1; k < shown.length; k++) {
                  if (shown[k] !== shown[k - 1] + 1) return `gap after ${shown[k - 1]}`;
                }
                const box = scroller.getBoundingClientRect();
                const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                if (!middle.closest('.rows')) return `blank at step ${i}`;
              }
              return rowsAtMost;
            }
            """);
    assertThat(order).isInstanceOf(Integer.class);
    assertThat((Integer) order).isBetween(20, 400);

    page.evaluate("document.querySelector('.scroller').scrollTop = 0");
    assertThat(page.getByText("Note number 0:")).isVisible();
    page.evaluate("document.querySelector('.scroller').scrollTop = 1e9");
    assertThat(page.getByText("Note number 2999:")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void goesToADate() {
    Page page = chromium.open(index);
    conversation(page, "Garden diary").click();

    page.getByLabel("Go to a date").click();
    page.locator("#jump-date").fill("2019-07-14");
    page.locator("dialog .primary").click();

    assertThat(page.locator("h3.day", new Page.LocatorOptions().setHasText("Sunday, 14 July 2019")))
        .isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void enlargesPicturesAndGoesThroughThem() {
    Page page = chromium.open(index);
    conversation(page, "Community garden").click();
    page.keyboard().press("Home");

    page.getByLabel("Enlarge garden plan.png").click();
    assertThat(page.locator(".lightbox .caption")).hasText("garden plan.png · 1 of 3");
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".lightbox .caption")).hasText("evening.png · 2 of 3");
    page.keyboard().press("Escape");

    assertThat(page.locator(".lightbox")).hasCount(0);
    assertThat(page.getByLabel("Enlarge garden plan.png")).isFocused();
    chromium.requireQuiet(page);
  }

  @Test
  void worksWithTheKeyboardAlone() {
    Page page = chromium.open(index);
    assertThat(conversation(page, "Community garden")).isVisible();

    page.keyboard().press("/");
    assertThat(page.locator("#search-field")).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(conversation(page, "Community garden")).isFocused();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");
    assertThat(page.locator("article").first()).isVisible();
    page.keyboard().press("Home");
    assertThat(page.locator("article[aria-posinset='1']")).isFocused();
    page.keyboard().press("j");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("article[aria-posinset='3']")).isFocused();
    page.keyboard().press("End");
    assertThat(page.locator("article[aria-posinset='23']")).isFocused();
    page.keyboard().press("?");
    assertThat(page.locator("dialog h2")).hasText("Help and keys");
    page.keyboard().press("Escape");
    page.keyboard().press("]");
    assertThat(page.locator(".main-head h2")).hasText("فريد حداد");
    chromium.requireQuiet(page);
  }

  @Test
  void remembersLanguageZoneAndLook() {
    Page page = chromium.open(index);
    conversation(page, "Community garden").click();

    page.keyboard().press("t");
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.getByLabel("Settings").click();
    page.locator("#setting-language").selectOption("fr");
    page.locator("#setting-zone").selectOption("Asia/Tokyo");
    page.keyboard().press("Escape");
    page.reload();

    assertThat(page.locator("html")).hasAttribute("lang", "fr");
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.locator(".main-head .note")).containsText("Asia/Tokyo");
    assertThat(page.locator("h3.day").last()).hasText("dimanche 9 mai 2021");
    chromium.requireQuiet(page);
  }

  @Test
  void keepsWhatIsSearchedForInAnotherLanguage() {
    Page page = chromium.open(index);
    page.getByLabel("Filters").click();
    page.getByLabel("Only with files").check();
    page.locator("#filter-person").selectOption("p-ines");
    assertThat(page.locator(".results .status")).hasText("1 message found");

    page.getByLabel("Settings").click();
    page.locator("#setting-language").selectOption("fr");
    page.keyboard().press("Escape");

    assertThat(page.locator(".results .status")).hasText("1 message trouvé");
    assertThat(page.locator("#filter-attachment")).isChecked();
    assertThat(page.locator("#filter-person")).hasValue("p-ines");
    chromium.requireQuiet(page);
  }

  @Test
  void findsConversationsOfEveryKind() {
    Page page = chromium.open(index);
    page.locator(".kinds").getByText("Rooms").click();
    assertThat(conversation(page, "فريد حداد")).hasCount(0);

    page.locator("#search-field").fill("فريد");

    assertThat(conversation(page, "فريد حداد")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void asksBeforeAnAddressIsOpened() {
    Page page = chromium.open(index);
    conversation(page, "Community garden").click();

    page.locator(".address").first().click();

    assertThat(page.locator("dialog .whole-address"))
        .hasText("https://garden.example/plan?year=2021");
    page.getByText("Stay here").click();
    assertThat(page.locator("dialog")).hasCount(0);
    chromium.requireQuiet(page);
  }

  @Test
  void saysWhatIsMissing() {
    Page page = chromium.open(index);

    page.getByText("2 things are missing").click();

    assertThat(page.locator("dialog .balance tbody tr").nth(3)).containsText("12");
    assertThat(page.locator("dialog .losses li")).hasCount(3);
    chromium.requireQuiet(page);
  }

  @Test
  void printsTheDaysThatWereChosen() {
    Page page = chromium.open(index);
    conversation(page, "Garden diary").click();
    page.evaluate(
        """
        window.print = () => {
          document.body.dataset.printed = document.querySelectorAll('.print-sheet article').length;
        }
        """);

    page.getByLabel("Print").click();
    page.locator("#print-from").fill("2019-03-01");
    page.locator("#print-to").fill("2019-03-31");
    page.locator("dialog .primary").click();

    // Not by waitForFunction: it evaluates text, which the page's policy forbids.
    assertThat(page.locator("body")).hasAttribute("data-printed", Pattern.compile("1(39|4[012])"));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("#app")).not().isVisible();
    assertThat(page.locator(".print-sheet h1")).hasText("Garden diary");
    assertThat(page.pdf().length).isGreaterThan(20_000);
    chromium.requireQuiet(page);
  }

  @Test
  void showsOneColumnInANarrowWindow() {
    Page page = chromium.open(index, "en-GB", ColorScheme.LIGHT, 390, 780);

    conversation(page, "Community garden").click();
    assertThat(page.locator(".side")).not().isVisible();
    page.getByLabel("Back to the conversations").click();
    assertThat(page.locator(".side")).isVisible();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    conversation(page, "Community garden").click();
    assertThat(page.locator(".side")).not().isVisible();
    assertThat(page.locator("article").first()).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator(".side")).isVisible();
    conversation(page, "Community garden").click();
    assertThat(page.locator("#messages")).isFocused();
    chromium.requireQuiet(page);
  }

  @Test
  void isAccessibleInEveryState() {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      Page page = chromium.open(index, "en-GB", scheme, 1280, 840);
      assertThat(conversation(page, "Community garden")).isVisible();
      Chromium.requireAccessible(page, scheme + " start");
      conversation(page, "Community garden").click();
      assertThat(page.locator("article").first()).isVisible();
      page.keyboard().press("Home");
      assertThat(page.locator(".picture.loaded").first()).isVisible();
      Chromium.requireAccessible(page, scheme + " conversation");
      page.keyboard().press("?");
      Chromium.requireAccessible(page, scheme + " help");
      page.keyboard().press("Escape");
      page.keyboard().press("d");
      Chromium.requireAccessible(page, scheme + " details");
      page.keyboard().press("Escape");
      page.getByLabel("Settings").click();
      Chromium.requireAccessible(page, scheme + " settings");
      page.keyboard().press("Escape");
      page.getByText("2 things are missing").click();
      Chromium.requireAccessible(page, scheme + " losses");
      page.keyboard().press("Escape");
      page.getByLabel("Enlarge garden plan.png").click();
      assertThat(page.locator(".lightbox .caption")).hasText(Pattern.compile("garden plan"));
      Chromium.requireAccessible(page, scheme + " picture");
      page.keyboard().press("Escape");
      page.getByLabel("Filters").click();
      page.locator("#search-field").fill("garden");
      assertThat(page.locator(".hit").first()).isVisible();
      page.locator(".hit").first().click();
      assertThat(page.locator("article.lit")).isVisible();
      Chromium.requireAccessible(page, scheme + " search");
      page.close();
    }
  }

  private static Locator conversation(Page page, String title) {
    return page.locator("button.conversation", new Page.LocatorOptions().setHasText(title));
  }

  private static Locator message(Page page, String text) {
    return page.locator("article", new Page.LocatorOptions().setHasText(text)).first();
  }
}
