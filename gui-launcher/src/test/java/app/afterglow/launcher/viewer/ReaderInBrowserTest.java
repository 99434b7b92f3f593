package app.afterglow.launcher.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Attachment;
import app.afterglow.model.MessageBody;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.Chromium;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.Messages;
import app.afterglow.reader.testing.WrittenArchive;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads an encrypted archive as a person would, in a real browser. Every test fails where the page
 * asks anything of any server but the viewer's own.
 */
class ReaderInBrowserTest {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  @TempDir static Path folder;

  private static Chromium chromium;
  private static Viewer viewer;

  @BeforeAll
  static void view() throws IOException {
    chromium = Chromium.start();
    Path file = folder.resolve("demo.zip.age");
    try (X25519Identity identity = X25519Identity.generate()) {
      WrittenArchive.write(history(), file, identity.recipient());
      viewer = Viewer.open(file, List.of(identity), Progress.SILENT);
    }
    viewer.start();
    Files.createDirectories(SCREENSHOTS);
  }

  private static InMemoryHistory history() throws IOException {
    InMemoryHistory history = DemoHistory.make();
    Attachment interview = history.attach("Interview.wav", "audio/wav", noise(600));
    Attachment film;
    try (InputStream in =
        Objects.requireNonNull(
            ReaderInBrowserTest.class.getResourceAsStream("/viewer/clock.webm"))) {
      film = history.attach("clock.webm", "video/webm", in.readAllBytes());
    }
    String c = "S-media";
    history.add(
        Messages.room(c, "Recordings", "p-mara", "p-ines"),
        List.of(
            Messages.in(c, "r-1")
                .from("p-ines", "2022-03-01T09:00:00Z")
                .body(new MessageBody.FileBody("The whole interview"))
                .with(interview)
                .build(),
            Messages.in(c, "r-2")
                .from("p-mara", "2022-03-01T09:05:00Z")
                .body(new MessageBody.FileBody(null))
                .with(film)
                .build()));
    return history;
  }

  /** Ten minutes of soft noise, which doesn't shrink: the archive stores it as it is. */
  private static byte[] noise(int seconds) {
    int rate = 8000;
    int length = seconds * rate * 2;
    ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    Random random = new Random(1);
    while (wav.hasRemaining()) {
      wav.putShort((short) random.nextInt());
    }
    return wav.array();
  }

  @AfterAll
  static void stop() throws IOException {
    if (viewer != null) {
      viewer.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page open() {
    return open("en-GB", ColorScheme.LIGHT, 1280, 840);
  }

  private static Page open(String language, ColorScheme scheme, int width, int height) {
    return chromium.open(viewer.newAddress(), language, scheme, width, height);
  }

  private static Locator conversation(Page page, String title) {
    return page.locator("button.conversation", new Page.LocatorOptions().setHasText(title));
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("reader-" + name + ".png")));
  }

  @Test
  void opensByAnAddressThatWorksOnce() {
    URI address = viewer.newAddress();
    Page page = chromium.open(address, "en-GB", ColorScheme.LIGHT, 1280, 840);

    assertThat(page.locator("h1")).hasText("Messages of Mara Lindqvist");
    assertThat(page.url()).isEqualTo("http://" + address.getRawAuthority() + "/");
    assertThat(page).hasTitle("Afterglow");
    page.reload();
    assertThat(page.locator("h1")).hasText("Messages of Mara Lindqvist");
    conversation(page, "Community garden").click();
    assertThat(page).hasTitle("Afterglow");
    chromium.requireQuiet(page);

    Page again = chromium.open(address, "en-GB", ColorScheme.LIGHT, 900, 600);
    assertThat(again.locator("h1")).hasText("This address can’t be opened any more");
    shoot(again, "en-address-used");
    Page french = chromium.open(address, "fr-FR", ColorScheme.DARK, 900, 600);
    assertThat(french.locator("h1")).hasText("Cette adresse ne s’ouvre plus");
    Chromium.requireAccessible(french, "address used");
  }

  @Test
  void opensByTheFileThatBrowsersAreStartedWith() throws IOException {
    Path leadsThere = Browser.write(viewer.newAddress());
    try {
      Page page = chromium.open(leadsThere);

      assertThat(page.locator("h1")).hasText("Messages of Mara Lindqvist");
      assertThat(page.url()).matches("http://127\\.0\\.0\\.1:\\d+/");
    } finally {
      Files.delete(leadsThere);
    }
  }

  @Test
  void scriptsSeeNoCookieAndNothingIsKept() {
    Page page = open();
    assertThat(conversation(page, "Community garden")).isVisible();

    assertThat(page.evaluate("document.cookie")).isEqualTo("");
    assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
    assertThat(page.evaluate("caches.keys().then(keys => keys.length)")).isEqualTo(0);
    chromium.requireQuiet(page);
  }

  @Test
  void showsWhatPeopleWroteAndWhatIsMissingInItsPlace() {
    Page page = open();
    conversation(page, "Community garden").click();
    page.keyboard().press("Home");

    assertThat(page.locator("h3.day").first()).hasText("Sunday, 2 May 2021");
    assertThat(page.locator("article .reply").first()).containsText("who has a van");
    assertThat(page.locator("article .edits").first()).containsText("edited once");
    assertThat(page.locator(".picture.loaded").first()).isVisible();
    assertThat(page.locator(".absent").first())
        .containsText("This picture was missing in the store");
    assertThat(page.locator(".absent").first()).containsText("the store names \"plan-v1.png\"");
    assertThat(page.locator(".loss-note")).containsText("Not all of this message could be carried");
    assertThat(conversation(page, "Garden diary").locator(".count-mark")).containsText("3k");
    page.getByText("2 things are missing").click();
    assertThat(page.locator("dialog .losses li")).hasCount(3);
    chromium.requireQuiet(page);
  }

  @Test
  void findsAndFilters() {
    Page page = open();
    Locator field = page.locator("#search-field");
    Locator status = page.locator(".results .status");

    field.fill("needle");
    assertThat(status).hasText("1 message found");
    page.locator(".hit").click();
    assertThat(page.locator("article.lit mark")).hasText("needle");
    field.fill("محمد");
    assertThat(page.locator(".hit mark")).hasText("مُحَمَّد");
    field.fill("温室");
    assertThat(page.locator(".hit mark").first()).hasText("温室");
    field.fill("\"who has a van\"");
    assertThat(status).hasText("1 message found");
    field.fill("watered");
    assertThat(status).hasText(Pattern.compile("2,999 messages found"));
    assertThat(page.locator(".hit").first()).containsText("Note number 2999:");
    page.locator(".more").last().scrollIntoViewIfNeeded();
    assertThat(page.locator(".hit").nth(45)).isVisible();

    field.fill("");
    page.getByLabel("Filters").click();
    page.getByLabel("Only with files").check();
    page.locator("#filter-person").selectOption("p-ines");
    assertThat(status).hasText("2 messages found");
    page.locator("#filter-conversation").selectOption("S-garden");
    assertThat(status).hasText("1 message found");
    assertThat(page.locator(".hit")).containsText("Seed list 2021 – final.pdf");
    page.locator("#filter-until").fill("2021-05-07");
    assertThat(status).hasText("0 messages found");
    page.getByText("Clear search and filters").click();
    assertThat(conversation(page, "Community garden")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void playsSoundAndFilmFromTheMiddle() {
    Page page = open();
    List<String> ranges = new CopyOnWriteArrayList<>();
    page.onResponse(
        response -> {
          if (response.url().contains("/attachment/") && response.status() == 206) {
            ranges.add(String.valueOf(response.headerValue("content-range")));
          }
        });
    conversation(page, "Recordings").click();
    String playFrom =
        """
        async (media, from) => {
          media.muted = true;
          media.currentTime = from;
          await media.play();
          const end = performance.now() + 20000;
          while (media.currentTime < from + 0.2 && performance.now() < end) {
            await new Promise((done) => setTimeout(done, 50));
          }
          media.pause();
          return media.currentTime >= from + 0.2 && media.error === null;
        }
        """;

    assertThat(page.locator("audio").evaluate(playFrom, 500)).isEqualTo(true);
    assertThat(page.locator("video").evaluate(playFrom, 1)).isEqualTo(true);

    assertThat(ranges).isNotEmpty();
    // From the five hundredth second of ten minutes: eight million bytes in.
    assertThat(ranges).anyMatch(range -> range.matches("bytes [78]\\d{6}-.*"));
    shoot(page, "en-media");
    chromium.requireQuiet(page);
  }

  @Test
  void savesDocumentsUnderSafeNames() throws IOException {
    Page page = open();
    conversation(page, "<img src=x").click();

    Download download = page.waitForDownload(() -> page.locator("a.document").first().click());

    assertThat(download.suggestedFilename())
        .isEqualTo("__script__script_window.hacked=3__script_.html");
    assertThat(Files.readString(download.path())).isEqualTo("<script>window.hacked=4</script>");
    assertThat(page.evaluate("window.hacked")).isNull();
    chromium.requireQuiet(page);
  }

  @Test
  void jumpsToDatesAndRepliesAndScrollsEverywhere() {
    Page page = open();
    conversation(page, "Garden diary").click();
    assertThat(page.getByText("Note number 2999:")).isVisible();

    page.getByText("Note number 2990:")
        .locator("xpath=ancestor::article")
        .locator(".reply")
        .click();
    assertThat(page.locator("article.lit")).containsText("Note number 15:");
    page.getByLabel("Go to a date").click();
    page.locator("#jump-date").fill("2020-02-20");
    page.locator("dialog .primary").click();
    assertThat(
            page.locator(
                "h3.day", new Page.LocatorOptions().setHasText("Thursday, 20 February 2020")))
        .isVisible();
    page.evaluate("document.querySelector('.scroller').scrollTop = 0");
    assertThat(page.getByText("Note number 0:")).isVisible();
    page.evaluate("document.querySelector('.scroller').scrollTop = 1e9");
    assertThat(page.getByText("Note number 2999:")).isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void enlargesPicturesChoosesZoneAndTimes() {
    Page page = open();
    conversation(page, "Community garden").click();
    page.keyboard().press("Home");
    page.getByLabel("Enlarge garden plan.png").click();
    assertThat(page.locator(".lightbox .caption")).hasText("garden plan.png · 1 of 3");
    assertThat(
            page.locator(".lightbox img")
                .evaluate("async image => (await image.decode(), image.naturalWidth)"))
        .isEqualTo(900);
    shoot(page, "en-lightbox");
    page.keyboard().press("Escape");

    page.getByLabel("Settings").click();
    page.locator("#setting-zone").selectOption("Asia/Tokyo");
    page.locator("#setting-times").selectOption("relative");
    page.keyboard().press("Escape");
    assertThat(page.locator(".main-head .note")).containsText("Asia/Tokyo");
    assertThat(page.locator("article time").first()).containsText("ago");
    page.reload();
    assertThat(page.locator(".main-head .note")).containsText("Asia/Tokyo");
    chromium.requireQuiet(page);
  }

  @Test
  void worksWithTheKeyboardAlone() {
    Page page = open();
    assertThat(conversation(page, "Community garden")).isVisible();

    page.keyboard().press("/");
    page.keyboard().type("needle");
    assertThat(page.locator(".hit")).hasCount(1);
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("article.lit mark")).hasText("needle");
    page.keyboard().press("j");
    assertThat(page.locator("article[aria-posinset='1236']")).isFocused();
    page.keyboard().press("d");
    assertThat(page.locator("dialog h2")).hasText("Message");
    page.keyboard().press("Escape");
    page.keyboard().press("g");
    assertThat(page.locator("#jump-date")).isFocused();
    page.keyboard().press("Escape");
    page.keyboard().press("t");
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    chromium.requireQuiet(page);
  }

  @Test
  void printsTheDaysThatWereChosen() {
    Page page = open();
    conversation(page, "Community garden").click();
    page.evaluate(
        """
        window.print = () => {
          document.body.dataset.printed = document.querySelectorAll('.print-sheet article').length;
        }
        """);

    page.getByLabel("Print").click();
    page.locator("#print-from").fill("2021-05-02");
    page.locator("#print-to").fill("2021-05-08");
    page.locator("dialog .primary").click();

    assertThat(page.locator("body")).hasAttribute("data-printed", Pattern.compile("[12]\\d"));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".print-sheet h1")).hasText("Community garden");
    byte[] pdf =
        page.pdf(new Page.PdfOptions().setPath(SCREENSHOTS.resolve("reader-en-print.pdf")));
    assertThat(pdf.length).isGreaterThan(20_000);
    chromium.requireQuiet(page);
  }

  @Test
  void isAccessibleAndLooksRightInBothLanguages() {
    for (String language : new String[] {"en", "fr"}) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        String name = language + (scheme == ColorScheme.DARK ? "-dark" : "");
        Page page = open(language + "-" + (language.equals("en") ? "GB" : "FR"), scheme, 1280, 840);
        assertThat(conversation(page, "Community garden")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", language);
        Chromium.requireAccessible(page, name + " start");
        shoot(page, name + "-start");
        conversation(page, "Community garden").click();
        assertThat(page.locator("article").first()).isVisible();
        page.keyboard().press("Home");
        assertThat(page.locator(".picture.loaded").first()).isVisible();
        Chromium.requireAccessible(page, name + " conversation");
        shoot(page, name + "-conversation");
        page.keyboard().press("End");
        shoot(page, name + "-events");
        conversation(page, "فريد").click();
        assertThat(page.locator("article").first()).isVisible();
        Chromium.requireAccessible(page, name + " right to left");
        assertThat(
                page.locator("article .text")
                    .first()
                    .evaluate("e => getComputedStyle(e).direction"))
            .isEqualTo("rtl");
        shoot(page, name + "-rtl");
        page.locator(".search-row .icon-button").click();
        page.locator("#search-field").fill("garden");
        assertThat(page.locator(".hit").first()).isVisible();
        page.locator(".hit").first().click();
        assertThat(page.locator("article.lit")).isVisible();
        Chromium.requireAccessible(page, name + " search");
        shoot(page, name + "-search");
        page.locator(".losses-button").click();
        Chromium.requireAccessible(page, name + " losses");
        shoot(page, name + "-losses");
        page.keyboard().press("Escape");
        chromium.requireQuiet(page);
        page.close();
      }
    }
    Page narrow = open("en-GB", ColorScheme.LIGHT, 390, 780);
    conversation(narrow, "Community garden").click();
    assertThat(narrow.locator(".side")).not().isVisible();
    narrow.keyboard().press("Home");
    assertThat(narrow.locator(".picture.loaded").first()).isVisible();
    shoot(narrow, "en-narrow");
    assertThat((Boolean) narrow.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }

  @Test
  void speaksTheLanguageTheProgramWasStartedIn() throws IOException {
    Path file = folder.resolve("asked.zip.age");
    try (X25519Identity identity = X25519Identity.generate()) {
      WrittenArchive.write(DemoHistory.make(), file, identity.recipient());
      try (Viewer other = Viewer.open(file, List.of(identity), Progress.SILENT)) {
        URI address = other.start(0, Locale.FRENCH);
        Page page = chromium.open(address, "en-GB", ColorScheme.LIGHT, 900, 600);
        assertThat(page.locator("h1")).hasText("Messages de Mara Lindqvist");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
      }
    }
  }

  @Test
  void isEmptyOnceTheProgramEnds() throws IOException {
    Path file = folder.resolve("other.zip.age");
    try (X25519Identity identity = X25519Identity.generate()) {
      WrittenArchive.write(DemoHistory.make(), file, identity.recipient());
      Viewer other = Viewer.open(file, List.of(identity), Progress.SILENT);
      Page page = chromium.open(other.start(), "fr-FR", ColorScheme.LIGHT, 900, 600);
      assertThat(page.locator("h1")).hasText("Messages de Mara Lindqvist");
      assertThat(other.isDone()).isFalse();

      other.close();

      assertThat(page.locator("h1")).hasText("Afterglow est fermé");
      assertThat(page.locator("#app")).not().containsText("Mara");
      shoot(page, "fr-ended");
    }
  }
}
