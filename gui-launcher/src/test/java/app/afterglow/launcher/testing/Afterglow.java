package app.afterglow.launcher.testing;

import app.afterglow.launcher.cli.CommandLineProgram;
import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.launcher.terminal.Terminal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the program is started: {@code Afterglow.start().typing("x").run("info", "a.zip.age")}.
 *
 * @param input what stands on standard input
 * @param prompt who sits at the keyboard, null for nobody
 * @param environment the environment's variables
 * @param interruption who may ask for an end
 */
public record Afterglow(
    String input,
    @Nullable Prompt prompt,
    Map<String, String> environment,
    Interruption interruption) {

  /** Nobody at the keyboard, nothing on standard input, no language set. */
  public static Afterglow start() {
    return new Afterglow("", null, Map.of(), new Interruption());
  }

  /** The same with this on standard input. */
  public Afterglow reading(String newInput) {
    return new Afterglow(newInput, prompt, environment, interruption);
  }

  /** The same with somebody at the keyboard. */
  public Afterglow asking(Prompt newPrompt) {
    return new Afterglow(input, newPrompt, environment, interruption);
  }

  /** The same with this one variable in the environment. */
  public Afterglow with(String variable, String value) {
    return new Afterglow(input, prompt, Map.of(variable, value), interruption);
  }

  /** The same, where this one asks for an end. */
  public Afterglow with(Interruption newInterruption) {
    return new Afterglow(input, prompt, environment, newInterruption);
  }

  /** Runs the program to its end. */
  public Ended run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            prompt,
            environment,
            false,
            interruption);
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode = CommandLineProgram.run(terminal, words);
    return new Ended(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * What came of it.
   *
   * @param exitCode the exit code
   * @param out what stands on standard output
   * @param err what was said along the way
   */
  public record Ended(int exitCode, String out, String err) {

    /** Standard output as the one JSON document it must be. */
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + out, e);
      }
    }
  }
}
