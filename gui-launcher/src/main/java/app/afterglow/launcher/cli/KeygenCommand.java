package app.afterglow.launcher.cli;

import app.afterglow.age.HybridIdentity;
import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Recipient;
import app.afterglow.age.X25519Identity;
import app.afterglow.launcher.program.ExitCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterglow keygen}: a new key in a file of its own, as {@code age-keygen} makes it. */
@Command(name = "keygen")
final class KeygenCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--pq")
  boolean postQuantum;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true)
  Path output = Path.of("");

  KeygenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Recipient recipient = generate();
    session.say("keygen.done", output.toString(), recipient.toString());
    session.answer(
        out -> {
          out.writeStringField("command", "keygen");
          out.writeStringField("file", output.toString());
          out.writeStringField("recipient", recipient.toString());
        });
    return ExitCodes.DONE;
  }

  private Recipient generate() throws IOException {
    if (postQuantum) {
      try (HybridIdentity identity = HybridIdentity.generate()) {
        return IdentitiesFile.write(output, identity);
      }
    }
    try (X25519Identity identity = X25519Identity.generate()) {
      return IdentitiesFile.write(output, identity);
    }
  }
}
