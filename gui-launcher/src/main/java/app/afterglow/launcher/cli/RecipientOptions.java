package app.afterglow.launcher.cli;

import app.afterglow.age.PassphraseRecipient;
import app.afterglow.age.Recipient;
import app.afterglow.age.RecipientsFile;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who can open an archive that is about to be written. */
final class RecipientOptions {

  @Option(
      names = {"-r", "--recipient"},
      paramLabel = "RECIPIENT")
  List<String> recipients = new ArrayList<>();

  @Option(
      names = {"-R", "--recipients-file"},
      paramLabel = "FILE")
  List<Path> files = new ArrayList<>();

  @Option(names = "--passphrase-file", paramLabel = "FILE")
  @Nullable String passphrase;

  /**
   * Looks at the recipients that need no asking, so that a slip is said before anything else.
   *
   * @throws UsageException where one is none
   */
  void check() throws IOException {
    named(recipients, files);
  }

  private static List<Recipient> named(List<String> recipients, List<Path> files)
      throws IOException {
    List<Recipient> named = new ArrayList<>();
    for (String recipient : recipients) {
      named.add(Recipient.parse(recipient));
    }
    for (Path file : files) {
      named.addAll(RecipientsFile.read(file));
    }
    return named;
  }

  /**
   * The recipients named; where none is, a passphrase that is asked for.
   *
   * @throws UsageException where none is and nobody can be asked
   */
  List<Recipient> read(Session session) throws IOException {
    return read(session, recipients, files, "--passphrase-file", passphrase);
  }

  /** As {@link #read(Session)}, where the options have other names. */
  static List<Recipient> read(
      Session session,
      List<String> recipients,
      List<Path> files,
      String passphraseOption,
      @Nullable String passphrase)
      throws IOException {
    List<Recipient> read = named(recipients, files);
    if (passphrase != null) {
      read.add(PassphraseRecipient.of(session.secrets().read(passphraseOption, passphrase)));
    }
    if (read.isEmpty()) {
      read.add(PassphraseRecipient.of(askTwice(session, passphraseOption)));
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
      char[] second = ask(prompt, session, option, "passphrase.again");
      boolean same = Arrays.equals(first, second);
      Arrays.fill(second, '\0');
      if (same) {
        return Secret.ofChars(first);
      }
      Arrays.fill(first, '\0');
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
