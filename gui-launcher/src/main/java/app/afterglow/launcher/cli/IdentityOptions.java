package app.afterglow.launcher.cli;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Identity;
import app.afterglow.age.PassphraseIdentity;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What opens an archive. */
final class IdentityOptions {

  @Option(
      names = {"-i", "--identity"},
      paramLabel = "FILE")
  List<String> identities = new ArrayList<>();

  @Option(names = "--passphrase-file", paramLabel = "FILE")
  List<String> passphrases = new ArrayList<>();

  /** What the options name; where they name nothing, whoever sits there is asked when needed. */
  Identities read(Session session) throws IOException {
    List<Identity> read = new ArrayList<>();
    try {
      for (String place : identities) {
        try (Secret content = session.secrets().readWhole("--identity", place)) {
          read.addAll(IdentitiesFile.read(content, place));
        }
      }
      for (String place : passphrases) {
        read.add(PassphraseIdentity.of(session.secrets().read("--passphrase-file", place)));
      }
    } catch (IOException e) {
      read.forEach(Identity::close);
      throw e;
    }
    Prompt prompt = session.prompt();
    if (read.isEmpty() && prompt != null) {
      read.add(new AskedPassphrase(session, prompt));
    }
    return new Identities(read);
  }
}
