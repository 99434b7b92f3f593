package app.afterglow.launcher.cli;

import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.launcher.terminal.SecretReader;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.launcher.terminal.Words;
import app.afterglow.problem.Problem;
import app.afterglow.search.Needles;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One start of the program: where it speaks, in which language, and how loud. */
final class Session {

  /** Bold and reversed, and back: readable on any ground (ECMA-48, SGR). */
  private static final String MARK = "\u001b[1;7m";

  private static final String MARK_END = "\u001b[22;27m";

  private final Terminal terminal;
  private final Words words;
  private final RootCommand options;
  private final SecretReader secrets;
  private @Nullable JsonGenerator begun;

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

  /** The language that was asked for; null where it is the system's. */
  @Nullable Locale chosenLanguage() {
    return options.language.isEmpty() ? null : words.locale();
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

  /** A line with something marked in it, where it goes to a screen. */
  void line(String before, Snippet snippet) {
    if (options.quiet || options.json) {
      return;
    }
    // One character stands for one, so that the marks stay where they are.
    String text = Terminal.harmless(snippet.text());
    StringBuilder shown = new StringBuilder(Terminal.harmless(before));
    int at = 0;
    for (Needles.Range mark :
        terminal.shownOnScreen() ? snippet.marks() : List.<Needles.Range>of()) {
      shown.append(text, at, mark.from()).append(MARK);
      shown.append(text, mark.from(), mark.to()).append(MARK_END);
      at = mark.to();
    }
    terminal.out().println(shown.append(text, at, text.length()));
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

  /**
   * Begins an answer for machines that grows while the run goes on, so that it is never held whole.
   * {@link #answer} ends it, whether the run succeeds or fails, with all that is open in it.
   *
   * @return where to write, null where no answer was asked for
   */
  @Nullable JsonGenerator beginAnswer(Document head) throws IOException {
    if (!options.json) {
      return null;
    }
    // JSON is UTF-8 whatever the terminal's encoding.
    JsonGenerator out =
        new JsonFactory()
            .createGenerator((OutputStream) terminal.out())
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
    out.writeStartObject();
    head.write(out);
    begun = out;
    return out;
  }

  /** The answer for machines, where one was asked for. */
  void answer(Document document) throws IOException {
    if (!options.json) {
      return;
    }
    if (begun != null) {
      endAnswer(begun, document);
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

  private void endAnswer(JsonGenerator out, Document document) throws IOException {
    begun = null;
    try (out) {
      while (!out.getOutputContext().getParent().inRoot()) {
        if (out.getOutputContext().inArray()) {
          out.writeEndArray();
        } else {
          out.writeEndObject();
        }
      }
      document.write(out);
      out.writeEndObject();
      out.writeRaw('\n');
    }
    terminal.out().flush();
  }

  /** Shows how far a run is. */
  TerminalProgress progress() {
    return options.quiet
        ? TerminalProgress.silent(terminal)
        : TerminalProgress.shown(terminal, words);
  }
}
