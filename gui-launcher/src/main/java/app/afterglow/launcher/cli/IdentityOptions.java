package app.afterglow.launcher.cli;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Identity;
import app.afterglow.age.PassphraseIdentity;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens an archive. */
final class IdentityOptions {

  @Option(
      names = {"-i", "--identity"},
      paramLabel = "FILE")
  List<String> identities = new ArrayList<>();

  @Option(names = "--passphrase-file", paramLabel = "FILE")
  @Nullable String passphrase;

  /** What the options name; where they name nothing, whoever sits there is asked when needed. */
  Identities read(Session session) throws IOException {
    List<Identity> read = new ArrayList<>();
    try {
      for (String place : identities) {
        try (Secret content = session.secrets().readWhole("--identity", place)) {
          read.addAll(IdentitiesFile.read(content, place));
        }
      }
      if (passphrase != null) {
        read.add(PassphraseIdentity.of(session.secrets().read("--passphrase-file", passphrase)));
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
