package app.afterglow.launcher.gui;

import app.afterglow.age.Identity;
import app.afterglow.launcher.program.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/** The way through the screens: which one is shown, what runs, and how it ends. */
final class Wizard {

  private static final double WIDTH = 900;
  private static final double HEIGHT = 680;
  private static final double TITLE_BAR = 40;

  private final Stage stage;
  private final GuiWords words;
  private final Desk desk;
  private final Choices choices = new Choices();
  private final Viewing viewing;
  private final Deque<Screen> behind = new ArrayDeque<>();
  private final Frame frame;
  private @Nullable Screen current;
  private @Nullable Work<?> running;
  private boolean closing;

  /**
   * Leads through the screens.
   *
   * @param clock nanoseconds, as {@link System#nanoTime} counts them
   */
  Wizard(Stage stage, GuiWords words, Desk desk, LongSupplier clock) {
    this.stage = stage;
    this.words = words;
    this.desk = desk;
    this.viewing = new Viewing(words.locale());
    this.frame = new Frame(this, clock);
  }

  /** Shows the window with its first screen. */
  void open() {
    // Magnified to twice its size, a small laptop's screen is smaller than the window would be.
    Rectangle2D room = javafx.stage.Screen.getPrimary().getVisualBounds();
    double width = Math.min(WIDTH, room.getWidth());
    double height = Math.min(HEIGHT, room.getHeight() - TITLE_BAR);
    Scene scene = new Scene(frame.root(), width, height);
    scene.getStylesheets().add(String.valueOf(Wizard.class.getResource("gui.css")));
    stage.setScene(scene);
    stage.setTitle("Afterglow");
    stage.setMinWidth(Math.min(480, width));
    stage.setMinHeight(Math.min(400, height));
    stage.setOnCloseRequest(this::closeRequested);
    // A slip of ours is said like any other failure, and the window stays usable.
    Thread.currentThread().setUncaughtExceptionHandler((_, e) -> problem(Failure.of(e)));
    go(new FindScreen(this));
    stage.show();
  }

  Stage stage() {
    return stage;
  }

  GuiWords words() {
    return words;
  }

  Desk desk() {
    return desk;
  }

  Choices choices() {
    return choices;
  }

  /**
   * Opens an archive in the browser.
   *
   * @param identity what opens it; is taken over
   * @param then is called once it is open
   */
  void look(Path archive, Identity identity, Runnable then) {
    run(
        "view",
        _ -> viewing.open(archive, identity),
        page -> {
          then.run();
          if (desk.browse(page)) {
            good(words.say("looking"), words.say("looking.more"));
          } else {
            mind(words.say("looking.no-browser"), page.address().toString());
          }
        });
  }

  /** On to a screen; the one shown now stays behind it. */
  void go(Screen screen) {
    if (current != null) {
      behind.push(current);
    }
    show(screen);
  }

  /** On to a screen from which there is no way back to any other. */
  void goInstead(Screen screen) {
    forgetScreens();
    show(screen);
  }

  private void forgetScreens() {
    forgetCurrent();
    behind.forEach(Screen::forgotten);
    behind.clear();
  }

  private void forgetCurrent() {
    if (current != null) {
      current.forgotten();
      current = null;
    }
  }

  /** Back to the screen before. */
  void back() {
    if (!behind.isEmpty()) {
      forgetCurrent();
      show(behind.pop());
    }
  }

  /** Back to a screen that asked for something on further screens; those are forgotten. */
  void backTo(Screen asker) {
    forgetCurrent();
    for (Screen each = behind.pop(); !each.equals(asker); each = behind.pop()) {
      each.forgotten();
    }
    show(asker);
  }

  boolean canGoBack() {
    return running == null && !behind.isEmpty() && current != null && current.canGoBack();
  }

  private void show(Screen screen) {
    current = screen;
    frame.show(screen);
    screen.shown();
  }

  /** Begins anew with another store; what was chosen before is forgotten. */
  void startAgain() {
    choices.forget();
    goInstead(new FindScreen(this));
  }

  /**
   * Runs a use case while its progress is shown in place of the screen.
   *
   * @param name what is done, in the bundle's words {@code work.NAME}
   * @param done gets the result; the screen is shown again unless it goes on to another one
   */
  <T> void run(String name, Work.Task<T> task, Consumer<T> done) {
    run(name, task, done, frame::problem);
  }

  /** As {@link #run(String, Work.Task, Consumer)}, with a failure handled by the caller. */
  <T> void run(String name, Work.Task<T> task, Consumer<T> done, Consumer<Failure> failed) {
    Work<T> work =
        new Work<>(
            progress -> {
              try (Awake _ = Awake.now()) {
                return task.run(progress);
              }
            });
    running = work;
    frame.work(words.say("work." + name), work);
    work.start(
        result -> {
          if (closing) {
            drop(result);
          }
          ended();
          if (!closing) {
            done.accept(result);
          }
        },
        failure -> {
          ended();
          if (!closing) {
            failed.accept(failure);
          }
        });
  }

  /** What was opened while the window was being closed, keys and private copies, goes at once. */
  private void drop(Object result) {
    if (result instanceof AutoCloseable opened) {
      try (opened) {
        return;
      } catch (Exception e) {
        frame.problem(Failure.of(e));
      }
    }
  }

  private void ended() {
    running = null;
    frame.workEnded();
    if (closing) {
      close();
    }
  }

  /** Says what went wrong, on the screen that is shown. */
  void problem(Failure failure) {
    frame.problem(failure);
  }

  /** Says what went well, on the screen that is shown. */
  void good(String text, String more) {
    frame.notice("notice-good", text, more);
  }

  /** Says something to heed, on the screen that is shown. */
  void mind(String text, String more) {
    frame.notice("notice-mind", text, more);
  }

  /** Shows something with whatever the system shows it with. */
  void show(URI address) {
    try {
      desk.show(address);
    } catch (IOException e) {
      problem(Failure.of(e));
    }
  }

  private void closeRequested(WindowEvent event) {
    if (running != null) {
      event.consume();
      askToClose();
    } else {
      close();
    }
  }

  private void askToClose() {
    Alert alert = new Alert(Alert.AlertType.CONFIRMATION);
    alert.initOwner(stage);
    alert.setTitle(words.say("close.title"));
    alert.setHeaderText(words.say("close.title"));
    alert.setContentText(words.say("close.text"));
    ButtonType stop = new ButtonType(words.say("close.stop"));
    ButtonType goOn = new ButtonType(words.say("close.go-on"), ButtonType.CANCEL.getButtonData());
    alert.getButtonTypes().setAll(goOn, stop);
    // Whoever hits Enter without reading loses nothing.
    Node harmless = alert.getDialogPane().lookupButton(goOn);
    alert.setOnShown(_ -> harmless.requestFocus());
    alert
        .showAndWait()
        .filter(stop::equals)
        .ifPresent(
            _ -> {
              closing = true;
              Work<?> work = running;
              if (work == null) {
                close();
              } else {
                work.cancel();
              }
            });
  }

  /** Wipes what was typed and unpacked, and ends. */
  void close() {
    forgetScreens();
    try (viewing) {
      choices.close();
    } catch (IOException e) {
      // The folder is private and of encrypted copies; the next start takes it away.
      frame.problem(Failure.of(e));
    }
    stage.close();
  }
}
