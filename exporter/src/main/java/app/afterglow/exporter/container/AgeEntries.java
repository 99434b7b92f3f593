package app.afterglow.exporter.container;

import app.afterglow.age.AgeChannel;
import app.afterglow.age.Identity;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.UnsupportedInputException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a ZIP or TAR inside an age file, such as a rescue file. Decrypted as they are read,
 * from the beginning to the end, in flat memory however many there are.
 */
final class AgeEntries implements Entries {

  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final AgeChannel channel;

  private AgeEntries(Path file, AgeChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static AgeEntries open(Path file, List<? extends Identity> identities) throws IOException {
    return new AgeEntries(file, AgeChannel.open(file, identities));
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    InputStream content = fromBeginning();
    content.mark(ContainerKind.BYTES_LOOKED_AT);
    byte[] start = content.readNBytes(ContainerKind.BYTES_LOOKED_AT);
    content.reset();
    ContainerKind kind = ContainerKind.of(start);
    if (kind == ContainerKind.ZIP) {
      visitZip(content, visitor);
    } else if (kind == ContainerKind.TAR) {
      new TarEntries(() -> content).visit(visitor);
    } else {
      throw new UnsupportedInputException(
          ContainerProblems.of("unknown-content", file.getFileName().toString()));
    }
  }

  /** The plaintext; closing it leaves the channel open. */
  private InputStream fromBeginning() throws IOException {
    channel.position(0);
    return withoutClosing(new BufferedInputStream(Channels.newInputStream(channel), BLOCK));
  }

  private static void visitZip(InputStream content, Visitor visitor) throws IOException {
    try (ZipArchiveInputStream zip = new ZipArchiveInputStream(content)) {
      for (ZipArchiveEntry entry = next(zip); entry != null; entry = next(zip)) {
        if (!entry.isDirectory() && !entry.isUnixSymlink()) {
          long modified = Math.max(0, entry.getLastModifiedTime().toMillis());
          visitor.file(entry.getName(), modified, () -> withoutClosing(zip));
        }
      }
    }
  }

  private static @Nullable ZipArchiveEntry next(ZipArchiveInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (AfterglowException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedContainerException(e);
    }
  }

  private static InputStream withoutClosing(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return in.read(target, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
