package app.afterglow.launcher.cli;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens a store. */
final class CredentialOptions {

  @Option(names = "--password-file", paramLabel = "FILE")
  @Nullable String password;

  @Option(names = "--sid", paramLabel = "SID")
  @Nullable String deviceId;

  @Option(names = "--database-key-file", paramLabel = "FILE")
  @Nullable String databaseKey;

  /** Whether the options say anything: then nobody is asked. */
  boolean given() {
    return password != null || deviceId != null || databaseKey != null;
  }

  /** What the options say. */
  Credentials read(Session session) throws IOException {
    Secret passwordRead =
        password == null ? null : session.secrets().read("--password-file", password);
    Secret keyRead =
        databaseKey == null
            ? null
            : session.secrets().readWhole("--database-key-file", databaseKey);
    return new Credentials(passwordRead, deviceId, null, keyRead);
  }

  /**
   * Asks for what this store wants first.
   *
   * @throws UsageException where nobody can be asked
   */
  static Credentials ask(FoundStore store, Session session) throws UsageException {
    if (store.keys().contains(KeyKind.NONE)) {
      return Credentials.none();
    }
    Prompt prompt = session.prompt();
    if (prompt == null) {
      throw new UsageException(LauncherProblem.of("no-credentials", store.application()));
    }
    boolean byDevice = !store.keys().isEmpty() && store.keys().getFirst() == KeyKind.DEVICE_ID;
    if (byDevice) {
      String id = prompt.line(session.words().say("credentials.device-id"));
      if (id != null && !id.isBlank()) {
        return Credentials.ofDeviceId(id.strip());
      }
    }
    char[] typed = prompt.secret(session.words().say("credentials.password", store.application()));
    if (typed == null || typed.length == 0) {
      throw new UsageException(LauncherProblem.of("no-credentials", store.application()));
    }
    return Credentials.ofPassword(Secret.ofChars(typed));
  }
}
