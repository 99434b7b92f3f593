package app.afterglow.launcher.cli;

import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.launcher.terminal.SecretReader;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.launcher.terminal.Words;
import app.afterglow.problem.Problem;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One start of the program: where it speaks, in which language, and how loud. */
final class Session {

  private final Terminal terminal;
  private final Words words;
  private final RootCommand options;
  private final SecretReader secrets;

  Session(Terminal terminal, Words words, RootCommand options) {
    this.terminal = terminal;
    this.words = words;
    this.options = options;
    this.secrets = new SecretReader(terminal);
  }

  /** The fields of the one JSON document that a command answers with. */
  interface Document {
    void write(JsonGenerator out) throws IOException;
  }

  Words words() {
    return words;
  }

  Locale locale() {
    return words.locale();
  }

  SecretReader secrets() {
    return secrets;
  }

  Terminal terminal() {
    return terminal;
  }

  boolean debug() {
    return options.debug;
  }

  boolean json() {
    return options.json;
  }

  /**
   * Takes how to answer from the raw arguments: those that come after a faulty one are not read.
   */
  void answerAsSaidIn(String... arguments) {
    List<String> given = List.of(arguments);
    options.json |= given.contains("--json");
    options.debug |= given.contains("--debug");
  }

  /** Who can be asked, null where nobody is there. */
  @Nullable Prompt prompt() {
    return terminal.prompt();
  }

  /** A result for people; machines get {@link #answer}. */
  void say(String key, @Nullable Object... arguments) {
    line(words.say(key, arguments));
  }

  /** As {@link #say}, in words that are there already. */
  void line(String text) {
    if (!options.quiet && !options.json) {
      terminal.out().println(Terminal.harmless(text));
    }
  }

  /** Something to know along the way. */
  void note(String key, @Nullable Object... arguments) {
    if (!options.quiet) {
      terminal.err().println(Terminal.harmless(words.say(key, arguments)));
    }
  }

  /** What went wrong: always said, to whoever reads. */
  void problem(Problem problem) {
    terminal.err().println(Terminal.harmless(words.problem(problem)));
  }

  /** The answer for machines, where one was asked for. */
  void answer(Document document) throws IOException {
    if (!options.json) {
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      document.write(out);
      out.writeEndObject();
    }
    // JSON is UTF-8 whatever the terminal's encoding.
    terminal.out().writeBytes(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Shows how far a run is. */
  TerminalProgress progress() {
    return options.quiet
        ? TerminalProgress.silent(terminal)
        : TerminalProgress.shown(terminal, words);
  }
}
