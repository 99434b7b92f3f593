package app.afterglow.launcher.gui;

import app.afterglow.secret.Secret;
import javafx.scene.Node;

/** A passphrase of one's own, typed twice. */
final class OwnPassphraseScreen extends Screen {

  /** Shorter ones are guessed in an afternoon. */
  private static final int SHORTEST = 10;

  private final Screen asker;
  private final Runnable then;
  private final SecretField first;
  private final SecretField second;

  OwnPassphraseScreen(Screen asker, Runnable then) {
    super(asker.wizard);
    this.asker = asker;
    this.then = then;
    this.first = new SecretField(words, say("first"));
    this.second = new SecretField(words, say("second"));
    ready().bind(first.filled().and(second.filled()));
  }

  @Override
  String name() {
    return "own";
  }

  @Override
  Step step() {
    return asker.step();
  }

  @Override
  Node content() {
    return Parts.column(first.node(), second.node());
  }

  @Override
  void next() {
    Secret typed = first.secret();
    try (Secret again = second.secret()) {
      if (!typed.equals(again)) {
        typed.close();
        wizard.mind(say("differ"), "");
        return;
      }
    }
    if (typed.length() < SHORTEST) {
      typed.close();
      wizard.mind(say("short"), "");
      return;
    }
    choices.lockWith(typed);
    wizard.backTo(asker);
    then.run();
  }

  @Override
  void forgotten() {
    first.clear();
    second.clear();
  }
}
