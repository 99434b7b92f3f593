package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveInfo;
import app.afterglow.archive.ArchiveVerifier;
import app.afterglow.archive.BagReader;
import app.afterglow.exporter.container.RescuedProfile;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code afterglow verify}: reads every byte of an archive or rescue file and checks it. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {

  private static final Set<String> NOT_AN_ARCHIVE = Set.of("not-an-archive", "zip");

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  Path file = Path.of("");

  @Mixin IdentityOptions identities = new IdentityOptions();

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (Identities keys = identities.read(session)) {
      ArchiveInfo info;
      try (TerminalProgress progress = session.progress()) {
        info = ArchiveVerifier.verify(file, keys.all(), progress);
      } catch (UnsupportedInputException | DamagedInputException e) {
        if (!mayBeRescueFile(e)) {
          throw e;
        }
        verifyRescueFile(keys, e);
        return ExitCodes.DONE;
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
    }
    return ExitCodes.DONE;
  }

  /** It opens, but is no archive, or has names in it that archives don't have. */
  private static boolean mayBeRescueFile(AfterglowException e) {
    return NOT_AN_ARCHIVE.contains(e.problem().key());
  }

  private void verifyRescueFile(Identities keys, AfterglowException asArchive) throws IOException {
    boolean[] rescue = new boolean[1];
    long[] files = new long[1];
    long bytes;
    try (TerminalProgress progress = session.progress()) {
      bytes =
          BagReader.read(
              file,
              keys.all(),
              (path, content) -> {
                rescue[0] |= path.equals(RescuedProfile.FILE);
                files[0]++;
              },
              progress);
    } catch (UnsupportedInputException e) {
      throw asArchive;
    }
    if (!rescue[0]) {
      throw asArchive;
    }
    session.say("verify.rescue", file.toString(), files[0], session.words().size(bytes));
    session.answer(
        out -> {
          out.writeStringField("command", "verify");
          out.writeStringField("rescue", file.toString());
          out.writeBooleanField("whole", true);
          out.writeNumberField("files", files[0]);
          out.writeNumberField("bytes", bytes);
        });
  }
}
