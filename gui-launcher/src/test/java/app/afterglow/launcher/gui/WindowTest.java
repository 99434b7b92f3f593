package app.afterglow.launcher.gui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.afterglow.launcher.testing.VirtualScreen;
import java.nio.file.Path;
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
}
