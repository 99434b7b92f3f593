package app.afterglow.launcher.cli;

import app.afterglow.age.PassphraseRecipient;
import app.afterglow.age.Recipient;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who can open an archive that is about to be written. */
final class RecipientOptions {

  @Mixin NamedRecipients named = new NamedRecipients();

  @Option(names = "--passphrase-file", paramLabel = "FILE")
  @Nullable String passphrase;

  /**
   * The recipients named; where none is, a passphrase that is asked for.
   *
   * @throws UsageException where none is and nobody can be asked
   */
  List<Recipient> read(Session session) throws IOException {
    return complete(named.read(), session);
  }

  /** As {@link #read}, where those {@link #named} have been read already. */
  List<Recipient> complete(List<Recipient> read, Session session) throws IOException {
    return complete(read, "--passphrase-file", passphrase, session);
  }

  /** As {@link #complete(List, Session)}, where the option has another name. */
  static List<Recipient> complete(
      List<Recipient> named, String option, @Nullable String passphrase, Session session)
      throws IOException {
    List<Recipient> read = new ArrayList<>(named);
    if (passphrase != null) {
      read.add(PassphraseRecipient.of(session.secrets().read(option, passphrase)));
    }
    if (read.isEmpty()) {
      read.add(PassphraseRecipient.of(askTwice(session, option)));
    }
    return read;
  }

  private static Secret askTwice(Session session, String option) throws UsageException {
    Prompt prompt = session.prompt();
    if (prompt == null) {
      throw new UsageException(LauncherProblem.of("no-recipient", option));
    }
    session.note("passphrase.advice");
    while (true) {
      char[] first = ask(prompt, session, option, "passphrase.new");
      if (first.length == 0) {
        session.note("passphrase.empty");
        continue;
      }
      try {
        char[] second = ask(prompt, session, option, "passphrase.again");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (same) {
          return Secret.ofChars(first);
        }
      } finally {
        Arrays.fill(first, '\0');
      }
      session.note("passphrase.differ");
    }
  }

  private static char[] ask(Prompt prompt, Session session, String option, String question)
      throws UsageException {
    char[] typed = prompt.secret(session.words().say(question));
    if (typed == null) {
      throw new UsageException(LauncherProblem.of("no-recipient", option));
    }
    return typed;
  }

  /** Wipes what was read. */
  static void close(List<Recipient> recipients) {
    for (Recipient recipient : recipients) {
      if (recipient instanceof PassphraseRecipient passphrase) {
        passphrase.close();
      }
    }
  }
}
