package app.afterglow.launcher.testing;

import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A store with made-up people, its password in a file, and a key.
 *
 * @param store the store's folder
 * @param password a file with its password
 * @param key a file with a secret key
 * @param recipient the public key to it
 */
public record Sample(Path store, Path password, Path key, String recipient) {

  /** Makes one in a folder. */
  public static Sample in(Path folder) throws IOException {
    Path store = SampleStore.create(folder.resolve("store"));
    Path password = folder.resolve("password.txt");
    try (Secret secret = SampleStore.password()) {
      Files.write(password, secret.bytes());
    }
    Path key = folder.resolve("key.txt");
    Afterglow.start().run("keygen", "--output", key);
    List<String> lines = Files.readAllLines(key);
    String recipient = lines.get(1).replace("# public key: ", "");
    return new Sample(store, password, key, recipient);
  }

  /** Exports it. */
  public Path export(Path archive) {
    Afterglow.Ended ended =
        Afterglow.start()
            .run(
                "export",
                store,
                "--password-file",
                password,
                "--recipient",
                recipient,
                "--output",
                archive,
                "--quiet");
    if (ended.exitCode() > 1) {
      throw new AssertionError(ended.err());
    }
    return archive;
  }
}
