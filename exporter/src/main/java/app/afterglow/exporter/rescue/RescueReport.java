package app.afterglow.exporter.rescue;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of a rescue. Every file found was carried or is lost.
 *
 * @param file the finished rescue file, read back and compared
 * @param found files found in the store's folder
 * @param carried files in the rescue file
 * @param lost files that are not in it
 * @param others files and folders that are not the store's and were left out, where it lies loose
 *     among many
 * @param bytes of the files carried
 * @param remarks what was lost or is doubtful, at most 100; all stand in the rescue file
 * @param remarkLines how many there are in all
 */
public record RescueReport(
    Path file,
    long found,
    long carried,
    long lost,
    long others,
    long bytes,
    List<Remark> remarks,
    long remarkLines) {

  public RescueReport {
    remarks = List.copyOf(remarks);
  }
}
