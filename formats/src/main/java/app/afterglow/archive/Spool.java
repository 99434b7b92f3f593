package app.afterglow.archive;

import app.afterglow.files.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Holds bytes back until they may be written: in memory up to a limit, beyond it in a file beside
 * the archive. That file is encrypted (AES-256-CTR) under a key that only this object knows and
 * that is used for one filling; its name ends in {@code .part}, and it is gone from the folder as
 * soon as it is open where the system allows that. What comes back is checked by whoever knows its
 * hash.
 */
final class Spool extends OutputStream {

  private static final int SEGMENT = 1 << 16;

  private final Path beside;
  private final int limit;
  private final List<byte[]> segments = new ArrayList<>();
  private final byte[] single = new byte[1];
  private long size;
  private int inMemory;
  private @Nullable Overflow overflow;

  /**
   * An empty spool.
   *
   * @param beside the file in whose folder an overflow may stand
   * @param limit bytes kept in memory
   */
  Spool(Path beside, int limit) {
    this.beside = beside;
    this.limit = limit;
  }

  /** Bytes in it. */
  long size() {
    return size;
  }

  @Override
  public void write(int b) throws IOException {
    single[0] = (byte) b;
    write(single, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int from = offset;
    int left = length;
    while (left > 0 && inMemory < limit) {
      int within = inMemory % SEGMENT;
      if (inMemory / SEGMENT == segments.size()) {
        segments.add(new byte[SEGMENT]);
      }
      int count = Math.min(Math.min(left, SEGMENT - within), limit - inMemory);
      System.arraycopy(source, from, segments.get(inMemory / SEGMENT), within, count);
      inMemory += count;
      from += count;
      left -= count;
    }
    if (left > 0) {
      if (overflow == null) {
        overflow = new Overflow(beside);
      }
      overflow.write(source, from, left);
    }
    size += length;
  }

  /** Everything written so far, from the beginning; nothing is written while it is read. */
  InputStream replay() throws IOException {
    InputStream rest = overflow == null ? InputStream.nullInputStream() : overflow.replay();
    return new Replay(rest);
  }

  /** Empties it, for the next filling. */
  void reset() throws IOException {
    size = 0;
    inMemory = 0;
    if (overflow != null) {
      overflow.close();
      overflow = null;
    }
  }

  @Override
  public void close() throws IOException {
    reset();
    segments.forEach(segment -> Arrays.fill(segment, (byte) 0));
    segments.clear();
  }

  private final class Replay extends InputStream {
    private final InputStream rest;
    private final byte[] one = new byte[1];
    private int position;

    Replay(InputStream rest) {
      this.rest = rest;
    }

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (position == inMemory) {
        return rest.read(target, offset, length);
      }
      int within = position % SEGMENT;
      int count = Math.min(Math.min(length, SEGMENT - within), inMemory - position);
      System.arraycopy(segments.get(position / SEGMENT), within, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }

  /** The encrypted file. */
  private static final class Overflow {
    private final Path path;
    private final FileChannel file;
    private final byte[] key = new byte[32];
    private final Cipher cipher;
    private byte[] encrypted = new byte[SEGMENT];

    Overflow(Path beside) throws IOException {
      SecureRandom random = new SecureRandom();
      byte[] name = new byte[6];
      random.nextBytes(name);
      random.nextBytes(key);
      this.path =
          beside.resolveSibling(
              beside.getFileName() + "." + HexFormat.of().formatHex(name) + ".part");
      this.cipher = cipher(Cipher.ENCRYPT_MODE);
      this.file =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE),
              OwnerOnly.file());
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Not on this system: it goes when it is closed.
      }
    }

    private Cipher cipher(int mode) {
      try {
        Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
        // The counter may begin at nought: this key encrypts nothing else.
        aes.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        return aes;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    void write(byte[] source, int offset, int length) throws IOException {
      try {
        if (encrypted.length < length) {
          encrypted = new byte[length];
        }
        int count = cipher.update(source, offset, length, encrypted);
        ByteBuffer out = ByteBuffer.wrap(encrypted, 0, count);
        while (out.hasRemaining()) {
          file.write(out);
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    InputStream replay() throws IOException {
      file.position(0);
      InputStream raw = Channels.newInputStream(file);
      return new CipherInputStream(raw, cipher(Cipher.DECRYPT_MODE)) {
        @Override
        public void close() {
          // The file stays open: closing it would delete it, and it may be read again.
        }
      };
    }

    void close() throws IOException {
      Arrays.fill(key, (byte) 0);
      file.close();
    }
  }
}
