package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.PageCipher;
import app.afterglow.exporter.sqlcipher.PageKeys;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The pages of a SQLCipher database. Each is authenticated every time it is read. */
final class EncryptedPages implements PageSource {

  private final RawPages raw;
  private final PageKeys keys;
  private final CipherScheme scheme;
  private final Queue<Desk> desks = new ConcurrentLinkedQueue<>();

  /** What one thread needs to read a page. */
  private record Desk(PageCipher cipher, byte[] stored) {}

  EncryptedPages(RawPages raw, PageKeys keys, CipherScheme scheme) {
    this.raw = raw;
    this.keys = keys;
    this.scheme = scheme;
  }

  @Override
  public int pageSize() {
    return scheme.pageSize();
  }

  @Override
  public int usableSize() {
    return scheme.pageSize() - scheme.reserve();
  }

  @Override
  public boolean authenticated() {
    return true;
  }

  @Override
  public RawPages raw() {
    return raw;
  }

  @Override
  public PageState read(int number, byte[] into) throws IOException {
    Desk desk = desk();
    try {
      PageState state = raw.read(number, desk.stored);
      return state == PageState.READABLE ? open(desk, number, into) : state;
    } finally {
      desks.add(desk);
    }
  }

  @Override
  public boolean readOlder(int number, byte[] into) throws IOException {
    Desk desk = desk();
    try {
      return raw.readOlder(number, desk.stored) && open(desk, number, into) == PageState.READABLE;
    } finally {
      desks.add(desk);
    }
  }

  private static PageState open(Desk desk, int number, byte[] into) {
    if (!desk.cipher.authenticates(desk.stored, number)) {
      return zeros(desk.stored) ? PageState.ZEROED : PageState.NOT_AUTHENTIC;
    }
    desk.cipher.decrypt(desk.stored, number, into);
    return PageState.READABLE;
  }

  private static boolean zeros(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private Desk desk() {
    @Nullable Desk free = desks.poll();
    return free != null
        ? free
        : new Desk(new PageCipher(keys, scheme), new byte[scheme.pageSize()]);
  }

  /** Closes the files and wipes the keys; ciphers made of them are left to the collector. */
  @Override
  public void close() throws IOException {
    desks.clear();
    keys.close();
    raw.close();
  }
}
