package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A database's bytes, wherever they are, readable from any position by several threads. */
public interface StoredBytes extends AutoCloseable {

  /** A file's own bytes; closing closes the channel. */
  static StoredBytes of(FileChannel file) {
    return new StoredBytes() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  /** How many there are. */
  long size() throws IOException;

  /**
   * Reads some.
   *
   * @return how many were read, -1 at the end
   */
  int read(ByteBuffer into, long position) throws IOException;

  @Override
  void close() throws IOException;
}
