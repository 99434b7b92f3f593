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

  /** On Windows the device's id is a SID; elsewhere it is called by its own name. */
  @Option(
      names = {"--sid", "--device-id"},
      paramLabel = "ID",
      descriptionKey = "sid")
  @Nullable String deviceId;

  @Option(names = "--device-secret-file", paramLabel = "FILE")
  @Nullable String deviceSecret;

  @Option(names = "--database-key-file", paramLabel = "FILE")
  @Nullable String databaseKey;

  /** Whether the options say anything: then nobody is asked. */
  boolean given() {
    return password != null || deviceId != null || deviceSecret != null || databaseKey != null;
  }

  /** What the options say. */
  Credentials read(Session session) throws IOException {
    Secret passwordRead =
        password == null ? null : session.secrets().read("--password-file", password);
    Secret keyRead =
        databaseKey == null
            ? null
            : session.secrets().readWhole("--database-key-file", databaseKey);
    Secret deviceSecretRead =
        deviceSecret == null ? null : session.secrets().read("--device-secret-file", deviceSecret);
    return new Credentials(passwordRead, deviceId, deviceSecretRead, keyRead);
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
    KeyKind first = store.keys().isEmpty() ? KeyKind.PASSWORD : store.keys().getFirst();
    if (first == KeyKind.DEVICE_ID) {
      String id = prompt.line(session.words().say(deviceIdQuestion(store)));
      if (id != null && !id.isBlank()) {
        return Credentials.ofDeviceId(id.strip());
      }
    }
    if (first == KeyKind.DEVICE_SECRET) {
      char[] secret = prompt.secret(session.words().say("credentials.device-secret"));
      if (secret != null && secret.length > 0) {
        return new Credentials(null, null, Secret.ofChars(secret), null);
      }
    }
    char[] typed = prompt.secret(session.words().say("credentials.password", store.application()));
    if (typed == null || typed.length == 0) {
      throw new UsageException(LauncherProblem.of("no-credentials", store.application()));
    }
    return Credentials.ofPassword(Secret.ofChars(typed));
  }

  /** What a device's id is depends on the system that the store comes from. */
  private static String deviceIdQuestion(FoundStore store) {
    return switch (store.platform()) {
      case "windows" -> "credentials.device-id";
      case "android" -> "credentials.android-id";
      default -> "credentials.machine-id";
    };
  }
}
