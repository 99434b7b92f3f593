package app.afterglow.exporter.container;

import app.afterglow.exporter.sqlcipher.salvage.StoredBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file under AES-256-CBC with an IV of zeros, decrypted where it is read: each block needs
 * nothing but the one before it. So it can be read like a database, and never stands on the disk in
 * plain.
 */
final class CbcBytes implements StoredBytes {

  private static final int BLOCK = 16;

  private final FileChannel file;
  private final SecretKeySpec key;
  private final long size;

  private CbcBytes(FileChannel file, SecretKeySpec key) throws IOException {
    this.file = file;
    this.key = key;
    this.size = sizeWithoutPadding();
  }

  /**
   * Opens a file.
   *
   * @param key 32 bytes; stays the caller's
   */
  static CbcBytes open(Path path, byte[] key) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new CbcBytes(file, new SecretKeySpec(key, "AES"));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** What is written last is 1 to 16 bytes that say how many they are (PKCS #7). */
  private long sizeWithoutPadding() throws IOException {
    long blocks = file.size() / BLOCK;
    if (blocks == 0) {
      return 0;
    }
    byte[] last = decrypt(blocks - 1, 1);
    int padding = last[BLOCK - 1];
    boolean whole = padding >= 1 && padding <= BLOCK;
    for (int i = BLOCK - padding; whole && i < BLOCK; i++) {
      whole = last[i] == padding;
    }
    return blocks * BLOCK - (whole ? padding : 0);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    if (position >= size) {
      return -1;
    }
    int wanted = (int) Math.min(into.remaining(), size - position);
    long first = position / BLOCK;
    int blocks = (int) ((position + wanted + BLOCK - 1) / BLOCK - first);
    byte[] plain = decrypt(first, blocks);
    into.put(plain, (int) (position - first * BLOCK), wanted);
    Arrays.fill(plain, (byte) 0);
    return wanted;
  }

  private byte[] decrypt(long first, int blocks) throws IOException {
    byte[] before = new byte[BLOCK];
    if (first > 0) {
      readFully(before, (first - 1) * BLOCK);
    }
    byte[] encrypted = new byte[blocks * BLOCK];
    readFully(encrypted, first * BLOCK);
    try {
      // One of its own: several threads read.
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(before));
      return cipher.doFinal(encrypted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readFully(byte[] into, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file was cut off while it was read");
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
