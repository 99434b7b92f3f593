package app.afterglow.importer.plain;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP (ZIP64 where needed) that gets its name when it is whole. Two runs over the same history
 * write the same bytes: times are the messages', in UTC, and 1980-01-01 where there is none.
 */
final class ZipFiles implements FileSet {

  /** The first time a ZIP can tell (APPNOTE 4.4.6). */
  private static final Instant EPOCH = Instant.parse("1980-01-01T00:00:00Z");

  private final PartFile file;
  private final ZipArchiveOutputStream zip;
  private long entries;

  private ZipFiles(PartFile file, ZipArchiveOutputStream zip) {
    this.file = file;
    this.zip = zip;
  }

  static ZipFiles create(PartFile file) throws IOException {
    ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file.channel());
    zip.setUseZip64(Zip64Mode.AsNeeded);
    return new ZipFiles(file, zip);
  }

  @Override
  public OutputStream file(String path, @Nullable Instant modified, @Nullable String mediaType)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(path);
    entry.setTime(dosTime(modified));
    zip.setLevel(
        FileNames.isCompressed(mediaType) ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
    zip.putArchiveEntry(entry);
    entries++;
    return new Entry(zip);
  }

  /**
   * A ZIP's times have no zone, and the library fills in the machine's: what it is given is moved
   * so that UTC is what stands in the file on every machine.
   */
  private static long dosTime(@Nullable Instant modified) {
    Instant time = modified == null || modified.isBefore(EPOCH) ? EPOCH : modified;
    java.time.LocalDateTime utc =
        java.time.LocalDateTime.ofInstant(
            time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), java.time.ZoneOffset.UTC);
    return utc.atZone(java.time.ZoneId.systemDefault()).toInstant().toEpochMilli();
  }

  @Override
  public boolean takesContent() {
    return true;
  }

  @Override
  public List<Path> finish() throws IOException {
    zip.finish();
    ((java.nio.channels.FileChannel) file.channel()).force(true);
    verify();
    return List.of(file.rename());
  }

  /** Reads every entry back and compares its checksum with the directory's. */
  private void verify() throws IOException {
    long seen = 0;
    byte[] buffer = new byte[1 << 16];
    try (ZipFile written = ZipFile.builder().setPath(file.part()).get()) {
      Enumeration<ZipArchiveEntry> all = written.getEntriesInPhysicalOrder();
      while (all.hasMoreElements()) {
        ZipArchiveEntry entry = all.nextElement();
        CRC32 crc = new CRC32();
        try (InputStream in = written.getInputStream(entry)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            crc.update(buffer, 0, n);
          }
        }
        if (crc.getValue() != entry.getCrc()) {
          throw PlainProblems.verify(file.part(), entry.getName());
        }
        seen++;
      }
    }
    if (seen != entries) {
      throw PlainProblems.verify(file.part(), seen + " of " + entries + " entries");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** One entry; closing it ends the entry only. */
  private static final class Entry extends FilterOutputStream {
    private final ZipArchiveOutputStream zip;
    private boolean closed;

    Entry(ZipArchiveOutputStream zip) {
      super(zip);
      this.zip = zip;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      zip.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      // Flushing in the middle of a compressed entry gains nothing.
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        zip.closeArchiveEntry();
      }
    }
  }
}
