package app.afterglow.exporter.container;

import app.afterglow.problem.UnsupportedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files of a ZIP. */
final class ZipEntries implements Entries {

  private final Path file;
  private final ZipFile zip;

  /** Reads the directory at the end. */
  ZipEntries(Path file) throws IOException {
    this.file = file;
    SeekableByteChannel channel = FileChannel.open(file);
    try {
      this.zip = directory(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new MalformedContainerException(e);
    }
  }

  private static ZipFile directory(SeekableByteChannel channel) throws IOException {
    return ZipFile.builder().setSeekableByteChannel(channel).get();
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      if (!entry.isDirectory() && !entry.isUnixSymlink()) {
        long modified = Math.max(0, entry.getLastModifiedTime().toMillis());
        visitor.file(entry.getName(), modified, () -> content(entry));
      }
    }
  }

  private InputStream content(ZipArchiveEntry entry) throws IOException {
    if (!zip.canReadEntryData(entry)) {
      throw new UnsupportedInputException(
          ContainerProblems.of(
              entry.getGeneralPurposeBit().usesEncryption() ? "zip-encrypted" : "zip-method",
              file.getFileName().toString()));
    }
    return zip.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
