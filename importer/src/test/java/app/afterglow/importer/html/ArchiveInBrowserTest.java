package app.afterglow.importer.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.reader.testing.Chromium;
import app.afterglow.reader.testing.DemoHistory;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens an unpacked archive with the reader that lies in it, in a real browser. */
class ArchiveInBrowserTest {

  @TempDir static Path folder;

  private static Chromium chromium;
  private static Path archive;
  private static Path index;

  @BeforeAll
  static void unpackArchive() throws Exception {
    chromium = Chromium.start();
    archive = UnpackedArchive.write(DemoHistory.make(), folder.resolve("My archive.zip.age"));
    index = archive.resolve("index.html");
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void opensTheFolderThatWasChosen() {
    Page page = open(archive);

    conversation(page, "Community garden").click();
    page.keyboard().press("Home");

    assertThat(page.locator("h1")).hasText("Messages of Mara Lindqvist");
    assertThat(page.locator(".picture.loaded").first()).isVisible();
    assertThat(page.locator("article .reply").first()).containsText("who has a van");
    assertThat(page.locator("article .edits").first()).containsText("edited once");
    assertThat(page.getByText("Call by Inès Moreau · completed · 12:34")).isVisible();
    assertThat(page.getByText("Inès Moreau created the room")).isVisible();
    assertThat(page.getByText("48.836100, 2.239500")).isVisible();
    page.getByText("2 things are missing").click();
    assertThat(page.locator("dialog .balance tbody tr").nth(3)).containsText("12");
    assertThat(page.locator("dialog .losses li")).hasCount(3);
    chromium.requireQuiet(page);
  }

  @Test
  void findsWhatIsInItsFiles() {
    Page page = open(archive);

    page.locator("#search-field").fill("needle");
    assertThat(page.locator(".results .status")).hasText("1 message found");
    page.locator(".hit").click();
    assertThat(page.locator("article.lit mark")).hasText("needle");

    page.locator("#search-field").fill("watered");
    assertThat(page.locator(".hit").first()).containsText("Note number 2999:");
    chromium.requireQuiet(page);
  }

  @Test
  void reachesEveryPartOfALongConversation() {
    Page page = open(archive);
    conversation(page, "Garden diary").click();
    assertThat(page.getByText("Note number 2999:")).isVisible();

    page.evaluate("document.querySelector('.scroller').scrollTop = 0");
    assertThat(page.getByText("Note number 0:")).isVisible();
    page.getByLabel("Go to a date").click();
    page.locator("#jump-date").fill("2020-02-20");
    page.locator("dialog .primary").click();
    assertThat(
            page.locator(
                "h3.day", new Page.LocatorOptions().setHasText("Thursday, 20 February 2020")))
        .isVisible();
    chromium.requireQuiet(page);
  }

  @Test
  void runsNothingOutOfTheArchiveAndSavesFilesUnderSafeNames() throws Exception {
    Page page = open(archive);
    conversation(page, "<img src=x").click();

    Download download = page.waitForDownload(() -> page.locator("a.document").first().click());

    assertThat(download.suggestedFilename())
        .isEqualTo("__script__script_window.hacked=3__script_.html");
    assertThat(Files.readString(download.path())).isEqualTo("<script>window.hacked=4</script>");
    assertThat(page.evaluate("window.hacked")).isNull();
    chromium.requireQuiet(page);
  }

  @Test
  void saysWhatIsWrongWithAnotherFolder() throws Exception {
    Path other = Files.createDirectories(folder.resolve("Holiday"));
    Files.writeString(other.resolve("list.txt"), "sun");

    Page page = open(other);

    assertThat(page.locator(".status.problem")).containsText("This folder holds no archive");
    chromium.requireQuiet(page);
  }

  @Test
  void firstPageIsAccessibleInBothLanguages() {
    Page english = chromium.open(index, "en-GB", ColorScheme.LIGHT, 1280, 840);
    Chromium.requireAccessible(english, "English");
    Page french = chromium.open(index, "fr-FR", ColorScheme.DARK, 390, 780);
    assertThat(french.locator("h1")).hasText("Ouvrir cette archive");
    Chromium.requireAccessible(french, "French");
  }

  private static Page open(Path chosen) {
    Page page = chromium.open(index);
    FileChooser chooser = page.waitForFileChooser(() -> page.locator(".primary").click());
    chooser.setFiles(chosen);
    return page;
  }

  private static Locator conversation(Page page, String title) {
    return page.locator("button.conversation", new Page.LocatorOptions().setHasText(title));
  }
}
