package app.afterglow.importer;

import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of an import.
 *
 * @param balance items found in the wanted part of the archive, carried, and lost
 * @param losses each thing the target can't carry, in full or in part
 * @param written files and folders made, the one to open first coming first
 * @param notes what else a person should know, a sentence each in the request's language: in a dry
 *     run the plan, otherwise what was set at the target
 */
public record ImportReport(
    Balance balance, List<Loss> losses, List<Path> written, List<String> notes) {

  public ImportReport {
    // A copy would unpack every line.
    losses = losses instanceof LossList packed ? packed.whole() : List.copyOf(losses);
    written = List.copyOf(written);
    notes = List.copyOf(notes);
  }

  /** A report without notes. */
  public ImportReport(Balance balance, List<Loss> losses, List<Path> written) {
    this(balance, losses, written, List.of());
  }
}
