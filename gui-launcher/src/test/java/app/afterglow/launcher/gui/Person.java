package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody who sits before the window with a mouse, and a camera. */
final class Person {

  private static final int PATIENCE_SECONDS = 120;

  private final FxRobot robot = new FxRobot();
  private final Path album;
  private final GuiWords words;
  private @Nullable Wizard wizard;
  private int pictures;

  private Person(Locale locale) {
    this.words = new GuiWords(locale);
    this.album = Path.of("target", "screenshots", "wizard-" + locale.getLanguage());
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
          person.wizard = new Wizard(stage, person.words, desk);
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

  private String text(String query) {
    return robot.lookup(query).tryQueryAs(Label.class).map(Label::getText).orElse("");
  }

  /** Clicks with the mouse on what a query finds, once it can be clicked. */
  Person clicks(String query) {
    until(
        query + " can be clicked",
        () -> robot.lookup(query).tryQuery().filter(node -> !node.isDisabled()).isPresent());
    Node node = robot.lookup(query).query();
    scrollTo(node);
    robot.clickOn(node);
    return this;
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

  /** Something that never ends unless it is stopped, as a very large store would be. */
  Person startsLongWork() {
    robot.interact(
        () ->
            Objects.requireNonNull(wizard)
                .run(
                    "open",
                    progress -> {
                      progress.start(Progress.Stage.MESSAGES, 1_000_000, -1);
                      while (true) {
                        progress.advance(1, 0);
                        Thread.sleep(1);
                      }
                    },
                    _ -> {}));
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
      photographs("unexpected");
      throw new AssertionError("never: " + what + "; the title is " + text("#title"), e);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Takes a picture of the window for people to look at. */
  Person photographs(String name) {
    WaitForAsyncUtils.waitForFxEvents();
    Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
    WritableImage[] taken = new WritableImage[1];
    robot.interact(() -> taken[0] = stage.getScene().snapshot(null));
    int width = (int) taken[0].getWidth();
    int height = (int) taken[0].getHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, taken[0].getPixelReader().getArgb(x, y));
      }
    }
    assertThat(width).isPositive();
    try {
      Files.createDirectories(album);
      String file = String.format(Locale.ROOT, "%02d-%s.png", ++pictures, name);
      ImageIO.write(image, "png", album.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Closes the window, as the window's own button does. */
  void leaves() throws TimeoutException {
    FxToolkit.cleanupStages();
  }
}
