package app.afterglow.launcher.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the program was started: its streams, its environment, and who can be asked.
 *
 * @param in standard input
 * @param out results
 * @param err everything said along the way: progress, questions, warnings, problems
 * @param prompt who can be asked, null where nobody sits there
 * @param environment the environment's variables
 * @param movable whether a line of {@code err} can be written over, as on a screen
 * @param interruption whether somebody asked for an end
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    @Nullable Prompt prompt,
    Map<String, String> environment,
    boolean movable,
    Interruption interruption) {

  /** Set by the start script, which can ask the system what Java can't: is stderr a screen? */
  private static final String STDERR_IS_SCREEN = "AFTERGLOW_STDERR";

  /** As above, for stdout. */
  private static final String STDOUT_IS_SCREEN = "AFTERGLOW_STDOUT";

  /** The real one. */
  public static Terminal ofSystem() {
    Map<String, String> environment = System.getenv();
    PrintStream err = stream(FileDescriptor.err, "stderr.encoding");
    Interruption interruption = new Interruption(code -> stopHard(err, environment, code));
    Prompt prompt = ConsolePrompt.orNull(interruption);
    String stderr = environment.get(STDERR_IS_SCREEN);
    boolean movable =
        !"dumb".equals(environment.get("TERM"))
            && (stderr != null ? stderr.equals("screen") : prompt != null);
    return new Terminal(
        System.in,
        stream(FileDescriptor.out, "stdout.encoding"),
        err,
        prompt,
        environment,
        movable,
        interruption);
  }

  private static void stopHard(PrintStream err, Map<String, String> environment, int exitCode) {
    Words words = Words.of(Words.localeOf(environment));
    err.println(words.problem(LauncherProblem.of("stopped-hard")));
    System.exit(exitCode);
  }

  private static PrintStream stream(FileDescriptor descriptor, String encodingProperty) {
    return new PrintStream(
        new ForgivingOutputStream(new FileOutputStream(descriptor)),
        true,
        encoding(System.getProperty(encodingProperty)));
  }

  /** A system without a locale says ASCII; UTF-8 looks the same there and loses no name. */
  static Charset encoding(@Nullable String name) {
    if (name == null || !Charset.isSupported(name)) {
      return StandardCharsets.UTF_8;
    }
    Charset charset = Charset.forName(name);
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  /** Whether results are shown on a screen that knows emphasis, and somebody wants it. */
  public boolean shownOnScreen() {
    return "screen".equals(environment.get(STDOUT_IS_SCREEN))
        && !"dumb".equals(environment.get("TERM"))
        && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Text as it may be shown: names and titles come from strangers, and control characters or
   * overriding directions in them could rewrite what stands on the screen.
   */
  public static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(c == '\n' || !isHarmful(c) ? c : 0xFFFD));
    return shown.toString();
  }

  private static boolean isHarmful(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }
}
