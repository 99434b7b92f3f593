package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.PassphraseIdentity;
import app.afterglow.archive.ArchiveVerifier;
import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.Chromium;
import app.afterglow.secret.Secret;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way through the window, as a person goes it: in a real window, with a mouse. */
class WizardTest extends WindowTest {

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void leadsFromTheSampleToTheProofWithTheMouseAlone(String language) throws Exception {
    ScriptedDesk desk = new ScriptedDesk(home);
    person = Person.at(desk, Locale.of(language));

    person.sees("find").seesSomewhere(person.say("find.nothing")).photographs("find");
    person.clicks("#help").photographs("find-help");
    person.clicks("#sample").sees("rescue").walksAround().photographs("rescue");
    person.next().sees("words").photographs("words");
    List<String> words = writtenDown();
    person.next().sees("words-back");
    words.forEach(person::clicksButton);
    person.walksAround().photographs("words-back");
    person.next().sees("password", "Wickr Me").walksAround().photographs("password");
    person.next().sees("contents").walksAround().photographs("contents");
    person.next().sees("keep").walksAround().photographs("keep");
    person.next().sees("proof", 168, "").walksAround().photographs("proof");

    person.seesText("#carried-messages", person.say("balance.of", "168", "168"));
    person.seesText("#carried-attachments", person.say("balance.of", "10", "12"));
    Path archive = file(".zip.age", "rescue", false);
    try (Secret passphrase = Secret.ofChars(String.join("-", words).toCharArray());
        PassphraseIdentity identity = PassphraseIdentity.of(Secret.copyOf(passphrase.bytes()))) {
      ArchiveVerifier.verify(archive, List.of(identity), Progress.SILENT);
    }
    assertThat(file(".zip.age", "rescue", true)).isNotEmptyFile();

    person.clicks("#look").seesSomewhere(person.say("looking"));
    findsAMessage(desk.shown().getFirst(), language);

    person.clicks("#bring").sees("bring").photographs("bring");
    person.clicks("#target-txt").next();
    person.clicksButton(person.say("bring-form.try"));
    person.sees("brought-dry-run").photographs("brought-dry-run");
    person.clicksTwice("#next");
    person.seesSomewhere(person.say("bring-form.where")).walksAround().photographs("bring-form");
    person.next().sees("brought-deliver").photographs("brought");
    assertThat(archive.resolveSibling(""))
        .isDirectoryContaining(path -> path.getFileName().toString().startsWith("txt "));

    choosesAmongWords(Objects.requireNonNull(person));
    preparesMatrix(Objects.requireNonNull(person), desk);
  }

  /** An option with a few words is a list; the target hears the word that is chosen. */
  private void choosesAmongWords(Person at) throws IOException {
    at.clicksButton(at.say("brought.more")).clicks("#target-mail").next();
    at.clicks(at.say("bring-form.options"));
    at.clicks("#option-form").clicks("eml").photographs("bring-form-mail");
    at.next().sees("brought-deliver");
    assertThat(file("", "mail", true)).isDirectoryRecursivelyContaining("glob:**.eml");
  }

  /** What a server's administrator needs first is written, and said not to be the import. */
  private void preparesMatrix(Person at, ScriptedDesk desk) {
    Path registration = home.resolve("afterglow.yaml");
    desk.answer(registration);
    at.clicksButton(at.say("brought.more")).clicks("#target-matrix").next();
    at.types("#option-server-name", "example.org").photographs("bring-form-matrix");
    at.clicks("#choose-registration").next();
    at.sees("brought-prepared").photographs("brought-prepared");
    assertThat(registration).isNotEmptyFile();
  }

  /** In the page that the window opened; accents and capital letters don't matter. */
  private static void findsAMessage(URI address, String language) {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.open(address, language, ColorScheme.LIGHT, 1280, 840);
      page.locator("#search-field").click();
      page.locator("#search-field").fill("TOMATES boeuf crimee");
      page.locator(".hit").first().click();
      page.locator("article.lit mark").first().waitFor();
      assertThat(page.locator("article.lit").textContent()).contains("noire de Crimée");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target/screenshots/found-" + language + ".png")));
      chromium.requireQuiet(page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void takesAWrongPasswordForAnotherTry(String language) throws Exception {
    SampleStore.create(home.resolve("stores").resolve("WickrMe"));
    person = Person.at(new ScriptedDesk(home).running("WickrMe"), Locale.of(language));
    person.seesSomewhere(person.say("find.running", "WickrMe"));

    person.next().sees("rescue");
    person.clicksButton(person.say("rescue.skip")).sees("password", "Wickr Me");
    person.types("#secret", "not this one").next();
    person.seesWhatIsSafe().photographs("wrong-password");
    person.empties("#secret").types("#secret", "lantern harbour violet 42");
    person.next().sees("contents");
  }

  @Test
  void savesASecondCopyThatEqualsTheFirst() throws Exception {
    Path stick = Files.createDirectory(home.resolve("stick"));
    person = Person.at(new ScriptedDesk(home).answer(stick), Locale.ENGLISH);
    toProof();

    person.clicks("#copy").seesSomewhere(person.say("proof.copied"));

    Path archive = file(".zip.age", "rescue", false);
    assertThat(stick.resolve(archive.getFileName())).hasSameBinaryContentAs(archive);
  }

  @Test
  void writesARecoverySheetWithTheWords() throws Exception {
    Path sheet = home.resolve("sheet.pdf");
    person = Person.at(new ScriptedDesk(home).answer(sheet), Locale.ENGLISH);
    person.clicks("#sample").sees("rescue").next().sees("words");
    List<String> words = writtenDown();

    person.clicksButton(person.say("words.sheet")).seesSomewhere(person.say("words.sheet.done"));

    assertThat(writtenDown()).isEqualTo(words);
    try (PDDocument document = Loader.loadPDF(sheet.toFile())) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text).contains(String.join("-", words)).contains("age -d");
      assertThat(document.getNumberOfPages()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void stopsWhatItDoesWhenAsked(String language) throws Exception {
    person = Person.at(new ScriptedDesk(home), Locale.of(language));
    person.sees("find").startsLongWork().seesText("#work-title", person.say("work.open"));
    person.photographs("work");

    person.clicks("#stop").sees("find").seesWhatIsSafe();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void asksBeforeItClosesWhileItWorks(String language) throws Exception {
    person = Person.at(new ScriptedDesk(home), Locale.of(language));
    person.sees("find").startsLongWork().seesText("#work-title", person.say("work.open"));

    person
        .closesTheWindow()
        .photographsTheQuestion("close")
        .clicksButton(person.say("close.go-on"));
    assertThat(person.seesTheWindow()).isTrue();
    person.closesTheWindow().clicksButton(person.say("close.stop")).seesNoWindow();
  }

  @Test
  void closesWhatOpensWhileTheWindowCloses() throws Exception {
    person = Person.at(new ScriptedDesk(home), Locale.ENGLISH);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AutoCloseable opened = closed::countDown;
    person
        .sees("find")
        .starts(
            _ -> {
              asked.await();
              return opened;
            });

    person.closesTheWindow().clicksButton(person.say("close.stop"));
    assertThat(closed.getCount()).isOne();
    asked.countDown();

    person.seesNoWindow();
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void choosesConversationsWithoutAMouse() throws Exception {
    person = Person.at(new ScriptedDesk(home), Locale.ENGLISH);
    person.clicks("#sample").sees("rescue").clicksButton(person.say("rescue.skip"));
    person.sees("password", "Wickr Me").next().sees("contents");
    TableView<?> table = person.robot().lookup("#conversations").queryAs(TableView.class);
    long all = ticked(table);

    person.robot().interact(table::requestFocus);
    person.robot().type(KeyCode.SPACE).type(KeyCode.DOWN).type(KeyCode.SPACE);
    assertThat(ticked(table)).isEqualTo(all - 2);
    person.robot().type(KeyCode.SPACE);
    assertThat(ticked(table)).isEqualTo(all - 1);
  }

  private static long ticked(TableView<?> table) {
    TableColumn<?, ?> wanted = table.getColumns().getFirst();
    return IntStream.range(0, table.getItems().size())
        .filter(row -> Boolean.TRUE.equals(wanted.getCellData(row)))
        .count();
  }

  @Test
  void goesBackToChangeItsMind() throws Exception {
    person = Person.at(new ScriptedDesk(home), Locale.ENGLISH);
    person.clicks("#sample").sees("rescue").next().sees("words").next().sees("words-back");

    person.clicks("#back").sees("words");
    person.clicks("#back").sees("rescue");
    person.clicks("#back").sees("find");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void saysWhyAFolderHoldsNoStore(String language) throws Exception {
    Path empty = Files.createDirectory(home.resolve("empty"));
    person = Person.at(new ScriptedDesk(home).answer(empty), Locale.of(language));
    person.sees("find").seesSomewhere(person.say("find.nothing"));

    person.clicksButton(person.say("find.folder"));

    person.seesWhatIsSafe().photographs("no-store");
  }

  private Path file(String ending, String part, boolean has) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("Afterglow"))) {
      return files
          .filter(path -> path.toString().endsWith(ending))
          .filter(path -> path.getFileName().toString().contains(part) == has)
          .findFirst()
          .orElseThrow();
    }
  }
}
