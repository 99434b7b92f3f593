package app.afterglow.launcher.cli;

import app.afterglow.age.Recipient;
import app.afterglow.age.RecipientsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Recipients that need no asking, for every command that writes an encrypted file. */
final class NamedRecipients {

  @Option(
      names = {"-r", "--recipient"},
      paramLabel = "RECIPIENT")
  List<String> recipients = new ArrayList<>();

  @Option(
      names = {"-R", "--recipients-file"},
      paramLabel = "FILE")
  List<Path> files = new ArrayList<>();

  /**
   * Reads them, which is possible once: a file may be a pipe.
   *
   * @throws app.afterglow.problem.UsageException where one is none
   */
  List<Recipient> read() throws IOException {
    List<Recipient> read = new ArrayList<>();
    for (String recipient : recipients) {
      read.add(Recipient.parse(recipient));
    }
    for (Path file : files) {
      read.addAll(RecipientsFile.read(file));
    }
    return read;
  }
}
