package app.afterglow.importer;

import app.afterglow.archive.History;
import app.afterglow.progress.Progress;
import java.io.IOException;

/** Brings a history somewhere. */
public interface Target {

  /**
   * Delivers the wanted part of a history. Whatever it writes to files becomes visible under its
   * final name only when it is whole.
   *
   * @return what became of every item: its balance adds up
   * @throws app.afterglow.problem.UsageException where the request lacks or contradicts something
   * @throws app.afterglow.problem.TargetRefusedException where the target doesn't take it
   */
  ImportReport deliver(History history, ImportRequest request, Progress progress)
      throws IOException;
}
