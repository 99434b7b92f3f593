package app.afterglow.archive.merge;

import app.afterglow.archive.ArchiveInfo;
import app.afterglow.model.Loss;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of a merge.
 *
 * @param archive the archive that was written
 * @param info what its {@code data/archive.json} says
 * @param inputs the archives it is made of, the newest first
 * @param recovered items that one of the archives had lost and another had
 * @param conflicts lines of the loss report about copies that say different things
 * @param firstLosses the first lines of the loss report
 */
public record MergeReport(
    Path archive,
    ArchiveInfo info,
    List<Input> inputs,
    long recovered,
    long conflicts,
    List<Loss> firstLosses) {

  public MergeReport {
    inputs = List.copyOf(inputs);
    firstLosses = List.copyOf(firstLosses);
  }

  /**
   * An archive that was merged.
   *
   * @param file where it is
   * @param sha256 the hash of the file as it lies there, 64 lower-case hex digits
   * @param size its size in bytes
   * @param info what its {@code data/archive.json} says
   */
  public record Input(Path file, String sha256, long size, ArchiveInfo info) {}
}
