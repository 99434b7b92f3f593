package app.afterglow.launcher.gui;

import app.afterglow.launcher.terminal.Words;
import app.afterglow.problem.Problem;
import app.afterglow.progress.Progress;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the window says, in one language. */
final class GuiWords {

  private static final String BUNDLE = "app.afterglow.launcher.gui.words";

  private final Words words;
  private final ResourceBundle bundle;

  GuiWords(Locale locale) {
    this.words = Words.of(locale);
    this.bundle = Words.bundle(BUNDLE, locale);
  }

  Locale locale() {
    return words.locale();
  }

  /** The words for a key, {@code {0}}, {@code {1}} ... filled in. */
  String say(String key, @Nullable Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale()).format(arguments);
  }

  /** As {@link #say}, empty where there are no words for the key. */
  String sayIfAny(String key) {
    return bundle.containsKey(key) ? say(key) : "";
  }

  String size(long bytes) {
    return words.size(bytes);
  }

  String number(long number) {
    return words.number(number);
  }

  String stage(Progress.Stage stage) {
    return words.say("stage." + stage.name().toLowerCase(Locale.ROOT));
  }

  /** As the command line says it: both faces have one word for one thing. */
  String shared(String key, @Nullable Object... arguments) {
    return words.say(key, arguments);
  }

  String what(Problem problem) {
    return problem.what(locale());
  }

  String safe(Problem problem) {
    return problem.safe(locale());
  }

  String next(Problem problem) {
    return problem.next(locale());
  }

  /** A day in this machine's zone; a dash for no time. */
  String day(@Nullable Instant time) {
    return time == null
        ? "–"
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(locale())
            .withZone(ZoneId.systemDefault())
            .format(time);
  }
}
