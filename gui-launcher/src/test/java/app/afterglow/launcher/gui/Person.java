package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody who sits before the window with a mouse, and a camera. */
final class Person {

  private static final int PATIENCE_SECONDS = 120;

  /** A laptop's 1280 x 800 points, magnified to twice their size. */
  private static final double SMALL_WIDTH = 640;

  private static final double SMALL_HEIGHT = 400;

  /** More characters than anybody types here. */
  private static final int PLENTY = 40;

  private final FxRobot robot = new FxRobot();
  private final Camera camera;
  private final GuiWords words;

  /** Goes on with every single click: nobody reads a screen in no time. */
  private final AtomicLong clock = new AtomicLong();

  private @Nullable Wizard wizard;

  private Person(Locale locale) {
    this.words = new GuiWords(locale);
    this.camera = new Camera(robot, locale);
  }

  /** Somebody who speaks this language sits down before a new window. */
  static Person at(Desk desk, Locale locale) throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    Person person = new Person(locale);
    FxToolkit.setupStage(
        stage -> {
          AfterglowWindow.followColours();
          stage.setX(0);
          stage.setY(0);
          person.wizard = new Wizard(stage, person.words, desk, person.clock::get);
          person.wizard.open();
        });
    return person;
  }

  String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  /** Waits for a screen, by the words of its title. */
  Person sees(String screen, Object... arguments) {
    return seesText("#title", words.say(screen + ".title", arguments));
  }

  Person seesText(String query, String text) {
    until("text of " + query + " is " + text, () -> text.equals(text(query)));
    return this;
  }

  /** Waits until something has these words in it. */
  Person seesSomewhere(String text) {
    until(
        text,
        () ->
            robot.lookup(".label").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText().contains(text)));
    return this;
  }

  /** Waits until a problem is said, with what is safe all the same. */
  Person seesWhatIsSafe() {
    return seesSomewhere(words.say("problem.safe", "").strip());
  }

  private String text(String query) {
    return robot.lookup(query).tryQueryAs(Label.class).map(Label::getText).orElse("");
  }

  /** Clicks with the mouse on what a query finds, once it can be clicked. */
  Person clicks(String query) {
    robot.clickOn(ready(query));
    return this;
  }

  /** As somebody does who clicks on everything twice. */
  Person clicksTwice(String query) {
    robot.doubleClickOn(ready(query));
    return this;
  }

  private Node ready(String query) {
    until(
        query + " can be clicked",
        () -> robot.lookup(query).tryQuery().filter(node -> !node.isDisabled()).isPresent());
    Node node = robot.lookup(query).query();
    scrollTo(node);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    return node;
  }

  Person clicksButton(String label) {
    until(label + " can be clicked", () -> button(label) != null);
    Button button = Objects.requireNonNull(button(label));
    scrollTo(button);
    robot.clickOn(button);
    return this;
  }

  private @Nullable Button button(String label) {
    return robot.lookup(".button").queryAllAs(Button.class).stream()
        .filter(each -> each.getText().equals(label) && !each.isDisabled() && each.isVisible())
        .findFirst()
        .orElse(null);
  }

  Person next() {
    return clicks("#next");
  }

  Person types(String query, String text) {
    clicks(query);
    robot.write(text, 0);
    return this;
  }

  /** Types into the second of two fields for a secret. */
  Person typesAgain(String text) {
    Node second = robot.lookup("#secret").queryAll().stream().skip(1).findFirst().orElseThrow();
    robot.clickOn(second).eraseText(PLENTY).write(text, 0);
    return this;
  }

  /** Takes away what was typed. */
  Person empties(String query) {
    clicks(query);
    robot.eraseText(PLENTY);
    return this;
  }

  /** Something that never ends unless it is stopped, as a very large store would be. */
  Person startsLongWork() {
    return starts(
        progress -> {
          progress.start(Progress.Stage.MESSAGES, 1_000_000, -1);
          while (true) {
            progress.advance(1, 0);
            Thread.sleep(1);
          }
        });
  }

  Person starts(Work.Task<?> task) {
    robot.interact(() -> Objects.requireNonNull(wizard).run("open", task, _ -> {}));
    return this;
  }

  /** Clicks on the window's own cross. */
  Person closesTheWindow() {
    Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
    Platform.runLater(
        () -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    WaitForAsyncUtils.waitForFxEvents();
    return this;
  }

  Person seesNoWindow() {
    Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
    until("the window is closed", () -> !stage.isShowing());
    return this;
  }

  boolean seesTheWindow() {
    return FxToolkit.toolkitContext().getRegisteredStage().isShowing();
  }

  FxRobot robot() {
    return robot;
  }

  /** As somebody scrolls with the wheel to what is further down. */
  private void scrollTo(Node node) {
    robot.interact(
        () -> {
          for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof ScrollPane pane && pane.getContent() != null) {
              Bounds inside =
                  pane.getContent().sceneToLocal(node.localToScene(node.getBoundsInLocal()));
              double spare =
                  pane.getContent().getBoundsInLocal().getHeight()
                      - pane.getViewportBounds().getHeight();
              if (spare > 1) {
                pane.setVvalue(Math.clamp((inside.getCenterY() - 100) / spare, 0, 1));
              }
            }
          }
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void until(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    } catch (TimeoutException e) {
      // Not audited: what never came is what went wrong.
      camera.keeps(FxToolkit.toolkitContext().getRegisteredStage().getScene(), "unexpected");
      throw new AssertionError("never: " + what + "; the title is " + text("#title"), e);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  /**
   * Takes pictures of the window for people to look at: as it is, and dark on a small screen that
   * is magnified to twice its size. In both, nothing may be cut short, unnamed or hard to read.
   */
  Person photographs(String name) {
    String numbered = camera.next(name);
    Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
    takePicture(numbered);
    double width = stage.getWidth();
    double height = stage.getHeight();
    try {
      robot.interact(
          () -> {
            AfterglowWindow.dress(ColorScheme.DARK);
            stage.setWidth(SMALL_WIDTH);
            stage.setHeight(SMALL_HEIGHT);
          });
      until("the window is small", () -> stage.getScene().getWidth() <= SMALL_WIDTH);
      takePicture(numbered + "-dark-magnified");
    } finally {
      robot.interact(
          () -> {
            AfterglowWindow.dress(ColorScheme.LIGHT);
            stage.setWidth(width);
            stage.setHeight(height);
          });
    }
    until("the window is as large as before", () -> stage.getScene().getWidth() >= width - 1);
    return this;
  }

  /** Takes a picture of the question that stands before the window. */
  Person photographsTheQuestion(String name) {
    Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
    until("a question", () -> robot.listWindows().stream().anyMatch(each -> !each.equals(stage)));
    Window question =
        robot.listWindows().stream().filter(each -> !each.equals(stage)).findFirst().orElseThrow();
    camera.takes(question.getScene(), camera.next(name));
    return this;
  }

  private void takePicture(String name) {
    camera.takes(FxToolkit.toolkitContext().getRegisteredStage().getScene(), name);
  }

  /** Goes round with the tabulator: everything gets the focus, in the order in which it is read. */
  Person walksAround() {
    Scene scene = FxToolkit.toolkitContext().getRegisteredStage().getScene();
    List<Control> order = new ArrayList<>();
    robot.interact(
        () -> {
          order.addAll(Audit.inReadingOrder(scene));
          order.getFirst().requestFocus();
        });
    List<Node> visited = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      WaitForAsyncUtils.waitForFxEvents();
      visited.add(scene.getFocusOwner());
      robot.type(KeyCode.TAB);
    }
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(visited).as("focus on %s", text("#title")).isEqualTo(order);
    assertThat(scene.getFocusOwner()).as("it goes round").isEqualTo(order.getFirst());
    return this;
  }
}
