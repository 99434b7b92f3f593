package app.afterglow.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Text held back until its place in the archive comes: compressed, in bounded memory. */
final class LineSpool implements AutoCloseable {

  /** Compressed bytes kept in memory; what is beyond goes to an encrypted file. */
  private static final int IN_MEMORY = 2 << 20;

  private final Spool spool;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final DeflaterOutputStream out;
  private long lines;
  private long bytes;

  LineSpool(Path beside) {
    spool = new Spool(beside, IN_MEMORY);
    out = new DeflaterOutputStream(spool, deflater, 1 << 13);
  }

  /** Adds a line with its line feed. */
  void add(byte[] line) throws IOException {
    out.write(line);
    lines++;
    bytes += line.length;
  }

  long lines() {
    return lines;
  }

  /** Bytes of all lines together. */
  long bytes() {
    return bytes;
  }

  /** All lines, in the order they were added. Nothing can be added any more. */
  InputStream replay() throws IOException {
    out.finish();
    Inflater inflater = new Inflater();
    return new FilterInputStream(new InflaterInputStream(spool.replay(), inflater, 1 << 13)) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    spool.close();
  }
}
