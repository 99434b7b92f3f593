package app.afterglow.launcher.gui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.afterglow.launcher.testing.VirtualScreen;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** A test of the window on a screen of its own; it is skipped where there can't be one. */
abstract class WindowTest {

  @TempDir Path home;
  @Nullable Person person;

  @BeforeEach
  void needsScreen() {
    String missing = VirtualScreen.unavailableBecause();
    assumeTrue(missing == null, missing);
  }

  /** Closes the window, as the window's own button does. */
  @AfterEach
  void leave() throws Exception {
    FxToolkit.cleanupStages();
  }

  /** The whole way with the store of made-up people, without a rescue copy. */
  final void toProof() {
    Person at = Objects.requireNonNull(person);
    at.clicks("#sample").sees("rescue");
    at.clicksButton(at.say("rescue.skip")).sees("password", "Wickr Me").next();
    at.sees("contents").next().sees("keep").next().sees("words");
    List<String> words = writtenDown();
    at.next().sees("words-back");
    at.types("#words-back", String.join(" ", words).toUpperCase(Locale.ROOT));
    at.next().sees("proof", 168, "");
  }

  /** The words as somebody copies them from the screen. */
  final List<String> writtenDown() {
    return Objects.requireNonNull(person).robot().lookup(".word").queryAllAs(Label.class).stream()
        .map(label -> label.getText().replaceFirst("^\\d+\\s+", ""))
        .toList();
  }
}
