package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.ArchiveVerifier;
import app.afterglow.launcher.terminal.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code afterglow verify}: reads every byte of an archive and checks it. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  Path file = Path.of("");

  @Mixin IdentityOptions identities = new IdentityOptions();

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ArchiveInfo info;
    try (Identities keys = identities.read(session);
        TerminalProgress progress = session.progress()) {
      info = ArchiveVerifier.verify(file, keys.all(), progress);
    }
    session.say("verify.done", file.toString());
    InfoCommand.say(info, session, file);
    session.answer(
        out -> {
          out.writeStringField("command", "verify");
          out.writeStringField("archive", file.toString());
          out.writeBooleanField("whole", true);
          JsonAnswer.info(info, out);
        });
    return ExitCodes.DONE;
  }
}
