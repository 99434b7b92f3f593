package app.afterglow.launcher.cli;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Identity;
import app.afterglow.age.PassphraseIdentity;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens the backup or rescue file that a store is in: none of it is the account's own. */
final class ContainerOptions {

  @Option(
      names = "--backup-password-file",
      paramLabel = "FILE",
      descriptionKey = "backup-password-file")
  @Nullable String backupPassword;

  @Option(
      names = {"-i", "--identity"},
      paramLabel = "FILE",
      descriptionKey = "rescue-identity")
  List<String> identities = new ArrayList<>();

  @Option(
      names = "--rescue-passphrase-file",
      paramLabel = "FILE",
      descriptionKey = "rescue-passphrase-file")
  @Nullable String rescuePassphrase;

  /**
   * What the options say; whoever sits there is asked for a rescue file's passphrase if need be.
   */
  ContainerKeys read(Session session) throws IOException {
    List<Identity> read = new ArrayList<>();
    try {
      for (String place : identities) {
        try (Secret content = session.secrets().readWhole("--identity", place)) {
          read.addAll(IdentitiesFile.read(content, place));
        }
      }
      if (rescuePassphrase != null) {
        read.add(
            PassphraseIdentity.of(
                session.secrets().read("--rescue-passphrase-file", rescuePassphrase)));
      }
      if (read.isEmpty() && session.prompt() != null) {
        read.add(new AskedPassphrase(session, session.prompt(), "rescue.passphrase"));
      }
      Secret password =
          backupPassword == null
              ? null
              : session.secrets().read("--backup-password-file", backupPassword);
      return new ContainerKeys(password, read);
    } catch (IOException e) {
      read.forEach(Identity::close);
      throw e;
    }
  }
}
