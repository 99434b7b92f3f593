package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Decrypts an age file, binary or armored, from beginning to end. Only authentic bytes are ever
 * returned: a damaged or cut chunk is an error, and nothing behind it is released.
 */
public final class AgeInputStream extends InputStream {

  private final InputStream in;
  private final PayloadCipher cipher;
  private final byte[] sealed = new byte[PayloadCipher.SEALED_CHUNK];
  private final byte[] plain = new byte[PayloadCipher.CHUNK];
  private int position;
  private int limit;
  private long nextChunk;
  private boolean ended;
  private boolean failed;
  private boolean closed;

  /**
   * Reads the header.
   *
   * @throws app.afterglow.problem.WrongKeyException where no identity fits
   * @throws app.afterglow.problem.DamagedInputException where header or armor are malformed
   * @throws app.afterglow.problem.UnsupportedInputException where it is a later version of age
   */
  public AgeInputStream(InputStream in, List<? extends Identity> identities) throws IOException {
    this.in = ArmorInputStream.orBinary(new BufferedInputStream(in, 1 << 17));
    Header header = HeaderReader.read(this.in);
    try (Secret fileKey = header.unwrap(identities)) {
      byte[] nonce = this.in.readNBytes(PayloadCipher.NONCE_LENGTH);
      if (nonce.length < PayloadCipher.NONCE_LENGTH) {
        // The nonce belongs to the header's side of the file: nothing of the payload is there yet.
        throw AgeProblems.header("the file ends before its payload");
      }
      this.cipher = new PayloadCipher(fileKey, nonce);
    }
  }

  @Override
  public int read() throws IOException {
    return position < limit || fill() ? plain[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(plain, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    // Whoever reads on after an error gets it again: never an old chunk, and never an end.
    if (failed) {
      throw AgeProblems.payload(nextChunk * PayloadCipher.CHUNK, "unreadable after an error");
    }
    failed = true;
    boolean filled = fillNext();
    failed = false;
    return filled;
  }

  private boolean fillNext() throws IOException {
    position = 0;
    limit = 0;
    if (ended) {
      requireEnd();
      return false;
    }
    long offset = nextChunk * PayloadCipher.CHUNK;
    int length = in.readNBytes(sealed, 0, sealed.length);
    limit = Math.max(0, open(offset, length));
    if (ended && limit == 0 && nextChunk > 1) {
      throw AgeProblems.payload(offset, "an empty chunk at the end");
    }
    if (limit == 0) {
      requireEnd();
    }
    return limit > 0;
  }

  /** Bytes behind the last chunk are an error, but the chunk itself is authentic all the same. */
  private void requireEnd() throws IOException {
    if (!closed && in.read() >= 0) {
      throw AgeProblems.payload(
          nextChunk * PayloadCipher.CHUNK, "more bytes behind the last chunk");
    }
  }

  private int open(long offset, int length) throws IOException {
    long number = nextChunk++;
    if (length == sealed.length) {
      int opened = cipher.open(number, PayloadCipher.Place.INNER, sealed, 0, length, plain);
      if (opened >= 0) {
        return opened;
      }
    }
    int opened = cipher.open(number, PayloadCipher.Place.FINAL, sealed, 0, length, plain);
    ended = true;
    if (opened < 0) {
      String detail = length < sealed.length ? "cut off or changed" : "changed";
      throw AgeProblems.payload(offset, detail);
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    Arrays.fill(plain, (byte) 0);
    ended = true;
    closed = true;
    limit = 0;
    position = 0;
    in.close();
  }
}
