package app.afterglow.importer.plain;

import app.afterglow.importer.ImportRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written together and appear together, when all of them are whole. Closed before
 * {@link #finish}, it takes away what was written.
 */
public interface FileSet extends AutoCloseable {

  /** A ZIP at the request's output, or nothing in a dry run. */
  static FileSet zip(ImportRequest request) throws IOException {
    return switch (request.mode()) {
      case DELIVER -> ZipFiles.create(PartFile.create(request.output()));
      case DRY_RUN -> NoFiles.at(request.output());
    };
  }

  /** A folder at the request's output, or nothing in a dry run. */
  static FolderSet folder(ImportRequest request) throws IOException {
    return switch (request.mode()) {
      case DELIVER -> FolderFiles.create(request.output());
      case DRY_RUN -> NoFiles.at(request.output());
    };
  }

  /**
   * Begins a file.
   *
   * @param path its path in the set, with slashes, made of safe names
   * @param modified what is set as its time of change, null for none
   * @param mediaType what it is, so that compressed things aren't compressed again; null for text
   * @return to be closed before the next file of a ZIP begins
   */
  OutputStream file(String path, @Nullable Instant modified, @Nullable String mediaType)
      throws IOException;

  /** False in a dry run: then attachments needn't be read. */
  boolean takesContent();

  /**
   * Flushes to disk, reads everything back and compares, and gives the set its name.
   *
   * @return where it is
   */
  List<Path> finish() throws IOException;

  @Override
  void close() throws IOException;
}
