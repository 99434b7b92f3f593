package app.afterglow.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A password, passphrase or key: bytes that are wiped on close, never shown, and compared in
 * constant time. It owns its array; nobody else keeps a reference to it.
 */
public final class Secret implements AutoCloseable {

  private final byte[] bytes;
  private boolean closed;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over {@code bytes}: the caller must not use the array any more. */
  public static Secret owning(byte[] bytes) {
    return new Secret(bytes);
  }

  /** A copy of {@code bytes}, which stay the caller's to wipe. */
  public static Secret copyOf(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** The UTF-8 bytes of {@code chars}, which are wiped. */
  public static Secret ofChars(char[] chars) {
    ByteBuffer encoded = ByteBuffer.allocate(3 * chars.length);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(chars), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    Arrays.fill(chars, '\0');
    return new Secret(bytes);
  }

  /** Length in bytes. */
  public int length() {
    return open().length;
  }

  /** The bytes themselves, valid until close: not to be kept, changed or printed. */
  public byte[] bytes() {
    return open();
  }

  /** A secret of its own with the bytes from {@code from} up to {@code to}. */
  public Secret slice(int from, int to) {
    return new Secret(Arrays.copyOfRange(open(), from, to));
  }

  private byte[] open() {
    if (closed) {
      throw new IllegalStateException("secret used after close");
    }
    return bytes;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** The same for all secrets: a hash of the bytes would tell about them. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
