package app.afterglow.exporter;

import app.afterglow.archive.ArchiveInfo;
import app.afterglow.model.Loss;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of an export.
 *
 * @param archive the finished file
 * @param info what it holds, as read back from it
 * @param expired messages carried although their time is over
 * @param firstLosses the first lines of the loss report, at most 100; all stand in the archive
 */
public record ExportReport(Path archive, ArchiveInfo info, long expired, List<Loss> firstLosses) {

  public ExportReport {
    firstLosses = List.copyOf(firstLosses);
  }
}
