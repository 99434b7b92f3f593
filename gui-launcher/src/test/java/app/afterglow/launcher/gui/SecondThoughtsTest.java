package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.wickr.sample.SampleStore;
import java.time.LocalDate;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

/** What somebody does who tries first, begins anew, or leaves something empty. */
class SecondThoughtsTest extends WindowTest {

  @Test
  void locksNothingOfOnesOwnWithTheSamplesWords() throws Exception {
    SampleStore.create(home.resolve("stores").resolve("WickrMe"));
    Person at = sitDown();
    toProof();

    at.clicksButton(at.say("proof.again")).sees("find").next().sees("rescue");

    assertThat(folder(at).getText()).isEqualTo(home.resolve("Afterglow").toString());
    at.next().sees("words");
  }

  @Test
  void triesNothingWithoutAFolder() throws Exception {
    Person at = sitDown();
    toProof();
    at.clicks("#bring").sees("bring").clicks("#target-txt").next();
    at.seesSomewhere(at.say("bring-form.where"));
    Button onlyTry =
        at.robot().lookup(".button").queryAllAs(Button.class).stream()
            .filter(button -> button.getText().equals(at.say("bring-form.try")))
            .findFirst()
            .orElseThrow();
    String suggested = folder(at).getText();

    at.robot().interact(() -> folder(at).setText("somewhere"));
    assertThat(onlyTry.isDisabled()).isTrue();

    at.robot().interact(() -> folder(at).setText(suggested));
    at.clicksButton(onlyTry.getText()).sees("brought-dry-run");
  }

  @Test
  void saysWhatAPeriodLeaves() throws Exception {
    Person at = sitDown();
    at.clicks("#sample").sees("rescue").clicksButton(at.say("rescue.skip"));
    at.sees("password", "Wickr Me").next().sees("contents");
    at.clicks(at.say("contents.period.only"));
    LocalDate day = LocalDate.of(2021, 5, 4);

    choose(at, "#since", day);
    at.seesSomewhere(at.say("contents.sum.most", "")).photographs("contents-period");
    choose(at, "#until", day.minusDays(1));
    at.seesSomewhere(at.say("contents.period.turned")).photographs("contents-turned");
    assertThat(at.robot().lookup("#next").queryButton().isDisabled()).isTrue();

    choose(at, "#until", day);
    at.next().sees("keep");
  }

  private static void choose(Person at, String picker, LocalDate day) {
    DatePicker field = at.robot().lookup(picker).queryAs(DatePicker.class);
    at.robot().interact(() -> field.setValue(day));
  }

  private static TextField folder(Person at) {
    return at.robot().lookup("#folder").queryAs(TextField.class);
  }

  private Person sitDown() throws Exception {
    Person at = Person.at(new ScriptedDesk(home), Locale.ENGLISH);
    person = at;
    return at;
  }
}
