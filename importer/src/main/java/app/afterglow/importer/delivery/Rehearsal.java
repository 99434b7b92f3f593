package app.afterglow.importer.delivery;

import app.afterglow.importer.ImportReport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery would do.
 *
 * @param report the account it would end with, as far as can be foreseen
 * @param rooms rooms it would make
 * @param messages messages of which something is still to be sent
 * @param steps steps it would take, each a request or a few
 * @param stepsDone steps that earlier runs took
 * @param stepsInDoubt steps of which nobody knows whether they arrived
 * @param duration how long the steps take at this rate, null where the rate has no limit
 */
public record Rehearsal(
    ImportReport report,
    long rooms,
    long messages,
    long steps,
    long stepsDone,
    long stepsInDoubt,
    @Nullable Duration duration) {

  /** The same with these notes in its report. */
  public ImportReport reportWith(List<String> notes) {
    return new ImportReport(report.balance(), report.losses(), report.written(), notes);
  }
}
