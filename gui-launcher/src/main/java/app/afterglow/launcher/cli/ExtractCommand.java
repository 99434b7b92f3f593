package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveExtractor;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.terminal.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow extract}: an archive's files, unencrypted. */
@Command(name = "extract")
final class ExtractCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true)
  Path output = Path.of("");

  @Mixin IdentityOptions identities = new IdentityOptions();

  ExtractCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Path folder;
    try (Identities keys = identities.read(session);
        TerminalProgress progress = session.progress()) {
      folder = ArchiveExtractor.extract(file, keys.all(), output, progress);
    }
    session.say("extract.done", folder.toString(), folder.resolve("index.html").toString());
    session.note("extract.advice");
    session.answer(
        out -> {
          out.writeStringField("command", "extract");
          out.writeStringField("folder", folder.toString());
        });
    return ExitCodes.DONE;
  }
}
