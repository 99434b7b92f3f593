package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.launcher.testing.Afterglow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The screens beside the straight way, in both languages. */
class SideWaysTest extends WindowTest {

  private static final String PASSPHRASE = "a sentence nobody knows";

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void takesAPassphraseOfOnesOwn(String language) throws Exception {
    person = Person.at(new ScriptedDesk(home), Locale.of(language));
    person.clicks("#sample").sees("rescue").next().sees("words");
    person.clicksButton(person.say("words.own")).sees("own").walksAround().photographs("own");

    person.types("#secret", "short").typesAgain("short").next();
    person.seesSomewhere(person.say("own.short")).photographs("own-short");
    person.empties("#secret").types("#secret", PASSPHRASE).next();
    person.seesSomewhere(person.say("own.differ"));
    person.typesAgain(PASSPHRASE).next();

    person.sees("password", "Wickr Me");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void opensARescueFileWithItsPassphrase(String language) throws Exception {
    Path store = SampleStore.create(home.resolve("elsewhere").resolve("WickrMe"));
    Path rescue = home.resolve("rescue.zip.age");
    run("rescue", store, "--passphrase-file", passphrase(), "--output", rescue);
    person = Person.at(new ScriptedDesk(home).answer(rescue), Locale.of(language));
    person.sees("find").seesSomewhere(person.say("find.nothing"));
    person.clicksButton(person.say("find.file")).sees("container").walksAround();
    person.photographs("container");

    person.types("#secret", "not this one").next().seesWhatIsSafe().photographs("container-wrong");
    person.empties("#secret").types("#secret", PASSPHRASE).next();

    // What was unpacked is a copy already: no second one is offered.
    person.sees("find").next().sees("password", "Wickr Me");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void looksAtASavedArchive(String language) throws Exception {
    Path store = SampleStore.create(home.resolve("elsewhere").resolve("WickrMe"));
    Path password = Files.writeString(home.resolve("password.txt"), "lantern harbour violet 42");
    Path archive = home.resolve("history.zip.age");
    run(
        "export",
        store,
        "--password-file",
        password,
        "--passphrase-file",
        passphrase(),
        "--output",
        archive);
    ScriptedDesk desk = new ScriptedDesk(home).answer(archive);
    person = Person.at(desk, Locale.of(language));
    person.sees("find").clicksButton(person.say("find.archive")).sees("open-archive");
    person.walksAround().photographs("open-archive");

    person.types("#secret", PASSPHRASE).next().seesSomewhere(person.say("looking"));

    person.photographs("looking");
    assertThat(desk.shown()).singleElement().asString().startsWith("http://127.0.0.1:");
  }

  private Path passphrase() throws IOException {
    return Files.writeString(home.resolve("passphrase.txt"), PASSPHRASE);
  }

  private static void run(Object... arguments) {
    Afterglow.Ended ended = Afterglow.start().run(arguments);
    assertThat(ended.exitCode()).as(ended.err()).isLessThan(2);
  }
}
