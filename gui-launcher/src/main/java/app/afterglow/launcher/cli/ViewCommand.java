package app.afterglow.launcher.cli;

import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.launcher.viewer.Viewer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow view}: reads an archive in the browser; nothing of it is ever written. */
@Command(name = "view")
final class ViewCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 200;

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  Path file = Path.of("");

  @Mixin IdentityOptions identities = new IdentityOptions();

  @Option(names = "--port", paramLabel = "N")
  int port;

  @Option(names = "--no-browser")
  boolean noBrowser;

  ViewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    // Only for Ctrl-C: the page itself shows how far the index is.
    try (TerminalProgress progress = TerminalProgress.silent(session.terminal());
        Viewer viewer = open(progress)) {
      URI address = viewer.start(port, session.chosenLanguage());
      session.say("view.open", address.toString());
      session.answer(
          out -> {
            out.writeStringField("command", "view");
            out.writeStringField("archive", file.toString());
            out.writeStringField("address", address.toString());
          });
      if (!noBrowser && !viewer.browse(address)) {
        session.note("view.no-browser");
      }
      session.note("view.how-to-end");
      awaitEnd(viewer);
      session.note("view.closed");
    }
    return ExitCodes.DONE;
  }

  private Viewer open(TerminalProgress progress) throws IOException {
    // What opens the archive is wiped as soon as it did.
    try (Identities keys = identities.read(session)) {
      return Viewer.open(file, keys.all(), progress);
    }
  }

  private void awaitEnd(Viewer viewer) {
    Interruption interruption = session.terminal().interruption();
    try {
      while (!interruption.requested() && !viewer.isDone()) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
