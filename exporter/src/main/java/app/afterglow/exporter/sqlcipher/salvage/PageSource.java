package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;

/** The pages of a database in plain, encrypted or not. Safe for several threads. */
interface PageSource extends AutoCloseable {

  /** Bytes of a page. */
  int pageSize();

  /** Bytes of a page without the reserve at its end. */
  int usableSize();

  /** Whether a page that reads as {@link PageState#READABLE} is surely what was written. */
  boolean authenticated();

  /** The pages as they are stored. */
  RawPages raw();

  /**
   * Reads a page.
   *
   * @param number counted from 1
   * @param into {@link #pageSize()} bytes; undefined unless the page is readable
   */
  PageState read(int number, byte[] into) throws IOException;

  /** Reads another version of a page that can't be read; false where there is no whole one. */
  boolean readOlder(int number, byte[] into) throws IOException;

  @Override
  void close() throws IOException;
}
