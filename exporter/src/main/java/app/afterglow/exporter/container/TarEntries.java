package app.afterglow.exporter.container;

import app.afterglow.problem.AfterglowException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The files of a TAR, whatever it is wrapped in. Links, devices and the like are passed over. */
final class TarEntries implements Entries {

  /** Opens the TAR from its beginning. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  private final Opener opener;
  private final UnaryOperator<String> pathOf;

  /** A TAR whose paths are taken as they are. */
  TarEntries(Opener opener) {
    this(opener, UnaryOperator.identity());
  }

  /** A TAR whose names stand for the paths that {@code pathOf} makes of them. */
  TarEntries(Opener opener, UnaryOperator<String> pathOf) {
    this.opener = opener;
    this.pathOf = pathOf;
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(opener.open())) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
          long modified = entry.getLastModifiedTime().toMillis();
          visitor.file(pathOf.apply(entry.getName()), modified, () -> withoutClosing(tar));
        }
      }
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (AfterglowException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedContainerException(e);
    }
  }

  private static InputStream withoutClosing(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }
}
