package app.afterglow.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Puts files below the archive's top folder and logs each with its hash. */
final class ZipSink {

  private final ZipOut zip;
  private final String topFolder;
  private final EntryLog log;

  ZipSink(ZipOut zip, String topFolder, EntryLog log) {
    this.zip = zip;
    this.topFolder = topFolder + "/";
    this.log = log;
  }

  /** A text file of fewer than 4 GB; closed before the next. */
  OutputStream text(String path) throws IOException {
    return new Logged(path, zip.deflated(topFolder + path));
  }

  /** A small text file. */
  void text(String path, byte[] content) throws IOException {
    try (OutputStream out = text(path)) {
      out.write(content);
    }
  }

  /** A text file of a known size in bytes, which may be large. */
  void text(String path, long size, InputStream content) throws IOException {
    try (OutputStream out = new Logged(path, zip.deflated(topFolder + path, size));
        content) {
      content.transferTo(out);
    }
  }

  /** An attachment whose hash is known already, deflated. */
  void deflated(String path, Content content) throws IOException {
    copy(content, zip.deflated(topFolder + path, content.size()));
    log.add(path, content.sha256(), content.size());
  }

  /** An attachment whose hash is known already, as it is. */
  void stored(String path, Content content) throws IOException {
    copy(content, zip.stored(topFolder + path, content.size(), content.crc()));
    log.add(path, content.sha256(), content.size());
  }

  private static void copy(Content content, OutputStream entry) throws IOException {
    try (entry;
        InputStream in = content.spool().replay()) {
      in.transferTo(entry);
    }
  }

  /**
   * An attachment's content, read to its end and hashed.
   *
   * @param spool where it is
   * @param size bytes
   * @param crc its CRC-32
   * @param sha256 its hash
   */
  record Content(Spool spool, long size, long crc, byte[] sha256) {}

  /** Hashes what passes. */
  private final class Logged extends FilterOutputStream {
    private final String path;
    private final MessageDigest sha256 = Sha256.digest();
    private long size;

    Logged(String path, OutputStream entry) {
      super(entry);
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      sha256.update((byte) b);
      size++;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      sha256.update(source, offset, length);
      size += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
      log.add(path, sha256.digest(), size);
    }
  }
}
