package app.afterglow.launcher.cli;

import app.afterglow.importer.InDoubt;
import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.launcher.terminal.TerminalProgress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever sits there about messages that may have arrived or not, one by one or about all of
 * them at once; where nobody sits there it says so, once.
 */
final class DoubtQuestions implements InDoubt.Asker {

  private final Session session;
  private final TerminalProgress progress;
  private final ZoneId zone;
  private @Nullable InDoubt forAll;
  private boolean told;

  DoubtQuestions(Session session, TerminalProgress progress, ZoneId zone) {
    this.session = session;
    this.progress = progress;
    this.zone = zone;
  }

  @Override
  public synchronized InDoubt ask(InDoubt.Question question) {
    InDoubt decided = forAll;
    if (decided != null) {
      return decided;
    }
    Prompt prompt = session.prompt();
    if (prompt == null) {
      if (!told) {
        told = true;
        progress.undrawn(
            () -> {
              session.note("import.doubt-nobody");
              return true;
            });
      }
      return InDoubt.ASK;
    }
    return progress.undrawn(() -> ask(question, prompt));
  }

  private InDoubt ask(InDoubt.Question question, Prompt prompt) {
    Instant sentAt = question.sentAt();
    String what =
        sentAt == null
            ? session.words().say("import.doubt-whole", question.conversation(), question.step())
            : session
                .words()
                .say(
                    "import.doubt",
                    question.conversation(),
                    Times.of(sentAt, session.locale(), zone),
                    question.words(),
                    question.step());
    String whole =
        Terminal.harmless(what) + System.lineSeparator() + session.words().say("import.doubt-how");
    while (true) {
      String typed = prompt.lineMeanwhile(whole);
      switch (typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT)) {
        case "" -> {
          return InDoubt.ASK;
        }
        case "r" -> {
          return InDoubt.RESEND;
        }
        case "s" -> {
          return InDoubt.SKIP;
        }
        case "ra" -> {
          forAll = InDoubt.RESEND;
          return InDoubt.RESEND;
        }
        case "sa" -> {
          forAll = InDoubt.SKIP;
          return InDoubt.SKIP;
        }
        default -> {
          // Asked once more.
        }
      }
    }
  }
}
