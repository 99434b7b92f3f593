package app.afterglow.launcher.gui;

import app.afterglow.launcher.terminal.Words;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window's program. JavaFX makes it, so that what it is told comes as parameters. */
public final class AfterglowWindow extends Application {

  /** It complains of the class path, where it works as well as in a module. */
  private static final Logger JAVAFX = Logger.getLogger("javafx");

  /** For JavaFX. */
  public AfterglowWindow() {}

  /**
   * Shows the window, and returns when it was closed.
   *
   * @param locale the language it speaks
   */
  public static void open(Locale locale) {
    JAVAFX.setLevel(Level.SEVERE);
    Application.launch(AfterglowWindow.class, locale.toLanguageTag());
  }

  /** Whether there is a screen that a window can be shown on. */
  public static boolean possible(Map<String, String> environment) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    // JavaFX speaks to X, and to Wayland through X.
    return system.contains("win")
        || system.contains("mac")
        || !environment.getOrDefault("DISPLAY", "").isEmpty();
  }

  @Override
  public void start(Stage stage) {
    List<String> parameters = getParameters().getRaw();
    Locale locale = parameters.isEmpty() ? Locale.ROOT : Words.localeOf(parameters.getFirst());
    followColours();
    GuiWords words = new GuiWords(locale);
    SystemDesk desk = new SystemDesk(getHostServices()::showDocument);
    new Wizard(stage, words, desk, System::nanoTime).open();
  }

  /** Light or dark, as the system is. */
  static void followColours() {
    Platform.Preferences system = Platform.getPreferences();
    dress(system.getColorScheme());
    system.colorSchemeProperty().addListener((_, _, scheme) -> dress(scheme));
  }

  /** In the colours of one scheme. */
  static void dress(@Nullable ColorScheme scheme) {
    setUserAgentStylesheet(
        scheme == ColorScheme.DARK
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
  }
}
