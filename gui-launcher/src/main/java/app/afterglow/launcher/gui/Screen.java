package app.afterglow.launcher.gui;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;

/**
 * One question. Its words stand in the bundle under its name: {@code NAME.title}, {@code
 * NAME.lead}, {@code NAME.help}, {@code NAME.next}.
 */
abstract class Screen {

  /** The steps of the way, as its head shows them. */
  enum Step {
    FIND,
    RESCUE,
    UNLOCK,
    CONTENTS,
    KEEP,
    PROOF
  }

  final Wizard wizard;
  final Choices choices;
  final GuiWords words;
  private final BooleanProperty ready = new SimpleBooleanProperty(true);

  Screen(Wizard wizard) {
    this.wizard = wizard;
    this.choices = wizard.choices();
    this.words = wizard.words();
  }

  /** Its name in the bundle. */
  abstract String name();

  abstract Step step();

  /** What stands between its lead and its buttons; asked for once. */
  abstract Node content();

  /** What its one clear next step does. */
  abstract void next();

  /** Whether the next step can be taken. */
  final BooleanProperty ready() {
    return ready;
  }

  /** What else can be done, as buttons beside the next step. */
  List<Choice> others() {
    return List.of();
  }

  /** Called each time it comes into view. */
  void shown() {}

  /** Called once no way leads to it any more: what was typed or made here is wiped. */
  void forgotten() {}

  /** Whether there is a way back from here. */
  boolean canGoBack() {
    return true;
  }

  /** Arguments of its title and lead. */
  Object[] arguments() {
    return new Object[0];
  }

  /** In its own words: {@code NAME.key}. */
  final String say(String key, Object... arguments) {
    return words.say(name() + "." + key, arguments);
  }

  /**
   * Something else that can be done.
   *
   * @param label its words
   * @param action what it does
   * @param needsForm whether it takes what is filled in, and so waits for {@link Screen#ready()}
   */
  record Choice(String label, Runnable action, boolean needsForm) {

    /** What can be done at any time. */
    Choice(String label, Runnable action) {
      this(label, action, false);
    }

    /** What can be done as soon as the next step can. */
    static Choice withForm(String label, Runnable action) {
      return new Choice(label, action, true);
    }
  }
}
