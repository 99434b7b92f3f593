package app.afterglow.exporter.sqlcipher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** The first bytes of a database, against which keys are tried. */
final class PageOne {

  private final byte[] bytes;

  private PageOne(byte[] bytes) {
    this.bytes = bytes;
  }

  static PageOne of(Path database) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CipherScheme.PAGE_SIZES.getLast());
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until the buffer is full or the file at its end
      }
    }
    return new PageOne(Arrays.copyOf(buffer.array(), buffer.position()));
  }

  int length() {
    return bytes.length;
  }

  /** True where the file is a plain SQLite database. */
  boolean isPlainSqlite() {
    return PageCipher.isPlain(bytes);
  }

  byte[] salt() {
    return Arrays.copyOf(bytes, CipherScheme.SALT_BYTES);
  }

  /** The scheme under which page 1 carries the HMAC of these keys; the default size comes first. */
  Optional<CipherScheme> fit(CipherSettings settings, PageKeys keys) {
    CipherScheme usual = settings.defaults();
    return fits(usual, keys)
        ? Optional.of(usual)
        : CipherScheme.PAGE_SIZES.stream()
            .map(usual::withPageSize)
            .filter(scheme -> fits(scheme, keys))
            .findFirst();
  }

  private boolean fits(CipherScheme scheme, PageKeys keys) {
    return bytes.length >= scheme.pageSize()
        && new PageCipher(keys, scheme).authenticates(bytes, 1);
  }
}
