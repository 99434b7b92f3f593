package app.afterglow.exporter.container;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files of a ZIP. */
final class ZipEntries implements Entries {

  private final ZipFile zip;

  /** Reads the directory at the end; closes the channel with itself. */
  ZipEntries(SeekableByteChannel channel) throws IOException {
    this.zip = ZipFile.builder().setSeekableByteChannel(channel).get();
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      if (!entry.isDirectory() && !entry.isUnixSymlink() && zip.canReadEntryData(entry)) {
        long modified = Math.max(0, entry.getLastModifiedTime().toMillis());
        visitor.file(entry.getName(), modified, () -> zip.getInputStream(entry));
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
