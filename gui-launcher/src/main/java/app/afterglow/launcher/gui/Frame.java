package app.afterglow.launcher.gui;

import app.afterglow.launcher.program.Failure;
import app.afterglow.problem.Problem;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What stands around every screen: the steps above, the messages, help and buttons below. */
final class Frame {

  /**
   * All screens have their next step at one place: a second click so soon was meant for another.
   */
  private static final long SECOND_CLICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Wizard wizard;
  private final LongSupplier clock;
  private final GuiWords words;
  private final BorderPane root = new BorderPane();
  private final FlowPane steps = new FlowPane(6, 4);
  private final VBox messages = new VBox(8);
  private final VBox help = new VBox(6);
  private final ToggleButton helpButton = new ToggleButton();
  private final Button back;
  private final Button next;
  private final HBox others = new HBox(8);
  private final HBox buttons;
  private @Nullable Screen shown;
  private long shownAt;
  private @Nullable WorkView work;

  Frame(Wizard wizard, LongSupplier clock) {
    this.wizard = wizard;
    this.clock = clock;
    this.words = wizard.words();
    this.back = Parts.button(words.say("back"), wizard::back);
    this.next = Parts.button("", this::takeNextStep, Styles.ACCENT);
    this.next.setId("next");
    this.back.setId("back");
    this.next.setDefaultButton(true);
    // A step that can be taken only a moment later gets the focus then, unless somebody took it.
    next.disabledProperty()
        .addListener(
            (_, _, off) -> {
              if (!off && back.isFocused()) {
                next.requestFocus();
              }
            });
    helpButton.setText(words.say("help"));
    helpButton.setId("help");
    helpButton.setMinWidth(Region.USE_PREF_SIZE);
    helpButton.selectedProperty().addListener((_, _, on) -> Parts.visible(help, on));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    others.setAlignment(Pos.CENTER_RIGHT);
    buttons = new HBox(8, back, helpButton, space, others, next);
    buttons.setAlignment(Pos.CENTER_LEFT);
    buttons.getStyleClass().add("buttons");
    buttons.setPadding(new Insets(12, 24, 12, 24));
    steps.getStyleClass().add("steps");
    steps.setPadding(new Insets(14, 24, 10, 24));
    help.getStyleClass().add("help");
    root.setTop(steps);
    root.setBottom(buttons);
  }

  Parent root() {
    return root;
  }

  private void takeNextStep() {
    if (shown != null && work == null && clock.getAsLong() - shownAt >= SECOND_CLICK_NANOS) {
      messages.getChildren().clear();
      shown.next();
    }
  }

  void show(Screen screen) {
    shown = screen;
    showSteps(screen.step());
    messages.getChildren().clear();
    showScreen(screen);
  }

  private void showScreen(Screen screen) {
    shownAt = clock.getAsLong();
    Label title = Parts.text(screen.say("title", screen.arguments()), Styles.TITLE_2);
    title.setId("title");
    Label lead = Parts.text(screen.say("lead", screen.arguments()));
    help.getChildren().setAll(Parts.text(screen.say("help"), "help-text"));
    helpButton.setSelected(false);
    Parts.visible(help, false);
    VBox column = Parts.column(title, lead, help, messages, screen.content());
    column.setPadding(new Insets(8, 24, 24, 24));
    body(column);
    others.getChildren().clear();
    for (Screen.Choice other : screen.others()) {
      Button button = Parts.button(other.label(), other.action());
      if (other.needsForm()) {
        button.disableProperty().bind(screen.ready().not());
      }
      others.getChildren().add(button);
    }
    next.setText(screen.say("next", screen.arguments()));
    next.disableProperty().bind(screen.ready().not());
    back.setDisable(!wizard.canGoBack());
    Parts.visible(buttons, true);
    Platform.runLater(() -> focusFirst(screen));
  }

  /** The first thing to do has the focus; where there is nothing to fill in, the next step. */
  private void focusFirst(Screen screen) {
    if (!screen.equals(shown) || work != null) {
      return;
    }
    Node first = root.getCenter().lookup(".first-focus");
    if (first != null) {
      first.requestFocus();
    } else if (!next.isDisabled()) {
      next.requestFocus();
    }
  }

  private void body(Node content) {
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    scroll.getStyleClass().add("body");
    root.setCenter(scroll);
  }

  private void showSteps(Screen.Step current) {
    steps.getChildren().clear();
    List<Screen.Step> all = List.of(Screen.Step.values());
    for (int i = 0; i < all.size(); i++) {
      Screen.Step step = all.get(i);
      String name = words.say("step." + step.name().toLowerCase(Locale.ROOT));
      Label label = new Label((i + 1) + "  " + name);
      label.getStyleClass().add("step");
      if (step == current) {
        label.getStyleClass().add("step-current");
        label.setAccessibleText(words.say("step.current", i + 1, all.size(), name));
      } else if (step.compareTo(current) < 0) {
        label.getStyleClass().add("step-done");
      }
      steps.getChildren().add(label);
    }
  }

  /** Work takes the screen's place until it ends. */
  void work(String title, Work<?> running) {
    messages.getChildren().clear();
    work = new WorkView(words, title, running);
    VBox column = Parts.column(work.node());
    column.setPadding(new Insets(8, 24, 24, 24));
    body(column);
    Parts.visible(buttons, false);
  }

  void workEnded() {
    if (work != null) {
      work.stop();
      work = null;
    }
    if (shown != null) {
      showScreen(shown);
    }
  }

  void problem(Failure failure) {
    Problem problem = failure.problem();
    notice(
        "notice-bad",
        words.what(problem),
        words.say("problem.safe", words.safe(problem)),
        words.say("problem.next", words.next(problem)));
  }

  void notice(String style, String... paragraphs) {
    Node box = Parts.box(style, paragraphs);
    messages.getChildren().setAll(box);
    Platform.runLater(
        () -> {
          if (root.getCenter() instanceof ScrollPane scroll) {
            scroll.setVvalue(0);
          }
        });
  }
}
