package app.afterglow.launcher.gui;

import atlantafx.base.theme.Styles;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** What is being done, how far it is, how fast, and how long it takes; and a way to stop it. */
final class WorkView {

  private static final Duration BETWEEN_LOOKS = Duration.millis(200);

  private final GuiWords words;
  private final Work<?> work;
  private final Label stage = Parts.text("", Styles.TEXT_BOLD);
  private final ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
  private final Label amount = Parts.text("");
  private final Label speed = Parts.text("", Styles.TEXT_MUTED);
  private final Button cancel;
  private final Timeline looks;
  private final VBox node;

  WorkView(GuiWords words, String title, Work<?> work) {
    this.words = words;
    this.work = work;
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(title);
    cancel = Parts.button(words.say("work.stop"), this::cancel);
    cancel.setId("stop");
    Label heading = Parts.text(title, Styles.TITLE_2);
    heading.setId("work-title");
    node = Parts.column(heading, Parts.text(words.say("work.lead")), stage, bar, amount, speed);
    node.getChildren().add(cancel);
    looks = new Timeline(new KeyFrame(BETWEEN_LOOKS, _ -> look()));
    looks.setCycleCount(Animation.INDEFINITE);
    looks.play();
    look();
  }

  Node node() {
    return node;
  }

  private void cancel() {
    work.cancel();
    cancel.setDisable(true);
    stage.setText(words.say("work.stopping"));
  }

  private void look() {
    WorkProgress.Look look = work.progress().look();
    if (look == null) {
      stage.setText(words.say("work.starting"));
      return;
    }
    if (!work.cancelled()) {
      stage.setText(words.stage(look.stage()));
    }
    bar.setProgress(
        look.share() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : Math.max(0, look.share()));
    amount.setText(
        look.total() > 0
            ? words.say("work.amount", shown(look, look.done()), shown(look, look.total()))
            : look.done() > 0 ? words.say("work.so-far", shown(look, look.done())) : "");
    String rate =
        look.perSecond() <= 0 ? "" : words.say("work.rate", shown(look, (long) look.perSecond()));
    String left = look.secondsLeft() < 0 ? "" : words.say("work.left", time(look.secondsLeft()));
    speed.setText(String.join("   ", rate, left).strip());
  }

  private String shown(WorkProgress.Look look, long amount) {
    return look.inBytes() ? words.size(amount) : words.number(amount);
  }

  private String time(long seconds) {
    return seconds < 90
        ? words.say("work.seconds", Math.max(1, seconds))
        : words.say("work.minutes", (seconds + 30) / 60);
  }

  void stop() {
    looks.stop();
  }
}
