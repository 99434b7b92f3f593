package app.afterglow.importer.plain;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a dry run writes: nothing. It only names what would be made. */
final class NoFiles implements FolderSet {

  private final @Nullable Path output;

  private NoFiles(@Nullable Path output) {
    this.output = output;
  }

  static NoFiles at(@Nullable Path output) {
    return new NoFiles(output);
  }

  @Override
  public OutputStream file(String path, @Nullable Instant modified, @Nullable String mediaType) {
    return OutputStream.nullOutputStream();
  }

  @Override
  public FileSet zip(String path) {
    return at(null);
  }

  @Override
  public boolean takesContent() {
    return false;
  }

  @Override
  public List<Path> finish() {
    return output == null ? List.of() : List.of(output);
  }

  @Override
  public void close() {
    // nothing was opened
  }
}
