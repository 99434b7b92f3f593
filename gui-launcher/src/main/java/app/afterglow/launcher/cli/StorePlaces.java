package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StorePlace;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.exporter.container.StoreContainer;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places a command looks into. Whatever was unpacked for it is there until this is closed, and
 * wiped then, with what opened it.
 */
final class StorePlaces implements AutoCloseable {

  private final Session session;
  private final ContainerOptions options;
  private final List<StorePlace> opened = new ArrayList<>();
  private @Nullable ContainerKeys keys;

  StorePlaces(Session session, ContainerOptions options) {
    this.session = session;
    this.options = options;
  }

  /**
   * The stores at a path, whatever is there.
   *
   * @param source the name of the source that reads them, empty for any
   */
  List<FoundStore> in(Path path, String source) throws IOException {
    if (!StoreContainer.isOne(path)) {
      return keep(StorePlace.open(path, source, ContainerKeys.none(), Progress.SILENT));
    }
    session.note("container.looking", path.toString());
    while (true) {
      try (TerminalProgress progress = session.progress()) {
        return keep(StorePlace.open(path, source, keys(), progress));
      } catch (WrongKeyException e) {
        if (!isBackupPassword(e) || options.backupPassword != null || session.prompt() == null) {
          throw e;
        }
        askAgain(e, session.prompt());
      }
    }
  }

  private List<FoundStore> keep(StorePlace place) {
    opened.add(place);
    return place.stores();
  }

  private ContainerKeys keys() throws IOException {
    if (keys == null) {
      keys = options.read(session);
    }
    return keys;
  }

  private static boolean isBackupPassword(WrongKeyException e) {
    return e.problem().key().startsWith("backup-password");
  }

  /** A password that was typed may be typed again, as often as it takes. */
  private void askAgain(WrongKeyException failure, Prompt prompt) throws IOException {
    if (keys().backupPassword() != null) {
      session.problem(failure.problem());
    }
    char[] typed = prompt.secret(session.words().say("container.password"));
    if (typed == null || typed.length == 0) {
      throw failure;
    }
    ContainerKeys before = keys();
    if (before.backupPassword() != null) {
      before.backupPassword().close();
    }
    keys = new ContainerKeys(Secret.ofChars(typed), before.identities());
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (StorePlace place : opened) {
      try {
        place.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (keys != null) {
      keys.close();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
