package app.afterglow.importer.html;

import app.afterglow.files.Folders;
import app.afterglow.files.UnfinishedFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder being written, with a place beside it for what is needed only while that goes on. Only
 * {@link #finish} gives the folder its name. Without it, {@link #close} takes away what there is.
 */
final class OutputFolder implements AutoCloseable {

  private static final String WORK = ".work";

  private final UnfinishedFolder folder;

  private OutputFolder(UnfinishedFolder folder) {
    this.folder = folder;
  }

  /**
   * Begins a folder.
   *
   * @throws app.afterglow.problem.UsageException where there is something already
   */
  static OutputFolder create(Path target) throws IOException {
    OutputFolder output = new OutputFolder(UnfinishedFolder.begin(target));
    Files.createDirectory(output.path(WORK));
    return output;
  }

  /** Where a file of the folder is while it is being written. */
  Path path(String relative) {
    return folder.content().resolve(relative);
  }

  /** A place for files that are needed only while the folder is written. */
  Path work(String name) {
    return path(WORK).resolve(name);
  }

  /** A new file; it is on the disk for sure only after {@link #finish}. */
  OutputStream newFile(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Takes away the working files, flushes all others to disk and gives the folder its name. */
  Path finish() throws IOException {
    Folders.delete(path(WORK));
    folder.flush();
    folder.finish();
    return folder.target();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
