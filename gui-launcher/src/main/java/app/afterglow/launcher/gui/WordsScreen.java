package app.afterglow.launcher.gui;

import app.afterglow.launcher.passphrase.RecoverySheet;
import app.afterglow.launcher.passphrase.WordPassphrase;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** The seven words that lock what is written: shown once, then typed or clicked back once. */
final class WordsScreen extends Screen {

  private final Screen asker;
  private final Runnable then;
  private WordPassphrase made;
  private final VBox content = Parts.column();

  /**
   * Makes new words.
   *
   * @param asker the screen that needs a passphrase, to which this one returns
   * @param then what that screen does once there is one
   */
  WordsScreen(Screen asker, Runnable then) {
    super(asker.wizard);
    this.asker = asker;
    this.then = then;
    this.made = WordPassphrase.generate(words.locale());
  }

  @Override
  String name() {
    return "words";
  }

  @Override
  Step step() {
    return asker.step();
  }

  @Override
  Node content() {
    FlowPane shown = new FlowPane(10, 10);
    List<String> all = made.words();
    for (int i = 0; i < all.size(); i++) {
      Label word = new Label((i + 1) + "  " + all.get(i));
      word.getStyleClass().addAll("word", Styles.TITLE_4);
      shown.getChildren().add(word);
    }
    content
        .getChildren()
        .setAll(
            shown,
            new FlowPane(
                8,
                8,
                Parts.button(say("sheet"), this::sheet),
                Parts.button(say("others"), this::otherWords),
                Parts.button(say("own"), this::ownPassphrase)));
    return content;
  }

  private void sheet() {
    Path start = Objects.requireNonNullElse(choices.folder(), wizard.desk().home());
    wizard
        .desk()
        .chooseNewFile(wizard.stage(), say("sheet"), start.resolve(say("sheet.file")))
        .ifPresent(
            file ->
                wizard.run(
                    "sheet",
                    _ -> {
                      RecoverySheet.write(file, sheetContent());
                      return file;
                    },
                    written -> wizard.good(say("sheet.done"), written.toString())));
  }

  private RecoverySheet.Content sheetContent() {
    return new RecoverySheet.Content(
        say("sheet.title"),
        List.of(
            say("sheet.what", choices.store().application()),
            say("sheet.warning"),
            say("sheet.how-written", String.join("-", made.words()))),
        made.words(),
        List.of(
            say("sheet.open"),
            say("sheet.without"),
            "    age -d NAME.zip.age > NAME.zip",
            "    unzip NAME.zip"));
  }

  private void otherWords() {
    made.close();
    made = WordPassphrase.generate(words.locale());
    content();
  }

  private void ownPassphrase() {
    wizard.go(new OwnPassphraseScreen(asker, then));
  }

  @Override
  void next() {
    wizard.go(new Back(wizard));
  }

  @Override
  void forgotten() {
    // What something is locked with now is wiped with the choice.
    if (!made.equals(choices.words())) {
      made.close();
    }
  }

  /** The words are on paper now: they are typed back, or clicked in their order. */
  private final class Back extends Screen {

    private final TextField field = new TextField();

    Back(Wizard wizard) {
      super(wizard);
      field.setId("words-back");
      field.getStyleClass().add("first-focus");
      field.textProperty().addListener((_, _, typed) -> ready().set(made.matches(typed)));
      ready().set(false);
    }

    @Override
    String name() {
      return "words-back";
    }

    @Override
    Step step() {
      return asker.step();
    }

    @Override
    Node content() {
      FlowPane chips = new FlowPane(8, 8);
      List<String> shuffled = new ArrayList<>(made.words());
      Collections.shuffle(shuffled);
      for (String word : shuffled) {
        Button chip = Parts.button(word, () -> {}, Styles.ROUNDED);
        chip.getStyleClass().add("chip");
        chip.setOnAction(
            _ -> {
              field.setText((field.getText().strip() + " " + word).strip());
              chip.setDisable(true);
            });
        chips.getChildren().add(chip);
      }
      Button clear =
          Parts.button(
              say("clear"),
              () -> {
                field.clear();
                chips.getChildren().forEach(chip -> chip.setDisable(false));
              });
      return Parts.column(
          Parts.labelled(say("field"), field), Parts.text(say("click")), chips, clear);
    }

    @Override
    void forgotten() {
      field.clear();
    }

    @Override
    void next() {
      choices.lockWith(made);
      wizard.backTo(asker);
      then.run();
    }
  }
}
