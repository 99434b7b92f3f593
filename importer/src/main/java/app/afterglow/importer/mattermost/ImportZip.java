package app.afterglow.importer.mattermost;

import app.afterglow.files.OwnerOnly;
import app.afterglow.importer.WholeFile;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The ZIP: written as {@code NAME.part} that only its owner can read, read back whole, and renamed
 * when all of it is right. Entries carry no time, so that equal histories make equal files.
 */
final class ImportZip implements Closeable {

  private final Path file;
  private final SeekableByteChannel channel;
  private final ZipArchiveOutputStream zip;
  private boolean closed;

  private ImportZip(Path file, SeekableByteChannel channel) {
    this.file = file;
    this.channel = channel;
    zip = new ZipArchiveOutputStream(channel);
    zip.setUseZip64(Zip64Mode.AsNeeded);
  }

  static ImportZip create(Path file) throws IOException {
    Path part = WholeFile.part(file);
    Files.deleteIfExists(part);
    return new ImportZip(
        file,
        FileChannel.open(
            part,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OwnerOnly.file()));
  }

  /** Begins a file as it is: most attachments are compressed already. */
  OutputStream stored(String name) throws IOException {
    return begin(name, ZipEntry.STORED);
  }

  /** Begins a file that is compressed; how large it becomes is not known. */
  OutputStream deflated(String name) throws IOException {
    return begin(name, ZipEntry.DEFLATED);
  }

  private OutputStream begin(String name, int method) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(method);
    entry.setTime(0);
    zip.putArchiveEntry(entry);
    return new FilterOutputStream(zip) {
      private boolean ended;

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        zip.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        if (!ended) {
          ended = true;
          zip.closeArchiveEntry();
        }
      }
    };
  }

  /** Ends the ZIP, reads it back, flushes it to disk and gives it its name. */
  void finish() throws IOException {
    zip.finish();
    zip.close();
    closed = true;
    Path part = WholeFile.part(file);
    try {
      verify(part);
      WholeFile.finish(file);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  private static void verify(Path part) throws IOException {
    try (ZipFile written = ZipFile.builder().setPath(part).get()) {
      Enumeration<ZipArchiveEntry> entries = written.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        CRC32 crc = new CRC32();
        try (InputStream content = new CheckedInputStream(written.getInputStream(entry), crc)) {
          content.transferTo(OutputStream.nullOutputStream());
        }
        if (crc.getValue() != entry.getCrc()) {
          throw new IOException(part + " does not read back as it was written: " + entry.getName());
        }
      }
    }
  }

  /** Without {@link #finish}, removes what was written. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      channel.close();
      Files.deleteIfExists(WholeFile.part(file));
    }
  }
}
