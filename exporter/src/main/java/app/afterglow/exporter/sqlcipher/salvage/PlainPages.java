package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;

/** The pages of a database without encryption; nothing tells a damaged one from a whole one. */
record PlainPages(RawPages raw, int usableSize) implements PageSource {

  @Override
  public int pageSize() {
    return raw.pageSize();
  }

  @Override
  public boolean authenticated() {
    return false;
  }

  @Override
  public PageState read(int number, byte[] into) throws IOException {
    return raw.read(number, into);
  }

  @Override
  public boolean readOlder(int number, byte[] into) throws IOException {
    return raw.readOlder(number, into);
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
