package app.afterglow.age;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.secret.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads any part of a binary age file without decrypting the rest: a chunk's place follows from its
 * number. The last chunk is verified at opening, so that a file cut off is noticed at once.
 *
 * <p>Not for several threads at a time.
 */
public final class AgeChannel implements SeekableByteChannel {

  /** Decrypted chunks kept: enough for a ZIP's directory walk beside a few entries. */
  private static final int KEPT_CHUNKS = 16;

  private final Path path;
  private final FileChannel file;
  private final PayloadCipher cipher;
  private final long payloadStart;
  private final long payloadLength;
  private final long chunks;
  private final long size;
  private final byte[] sealed = new byte[PayloadCipher.SEALED_CHUNK];
  private final Map<Long, byte[]> kept = new LinkedHashMap<>(KEPT_CHUNKS * 2, 0.75f, true);
  private long position;
  private long bytesDecrypted;

  private AgeChannel(Path path, FileChannel file, PayloadCipher cipher, long payloadStart)
      throws IOException {
    this.path = path;
    this.file = file;
    this.cipher = cipher;
    this.payloadStart = payloadStart;
    this.payloadLength = file.size() - payloadStart;
    this.chunks = (payloadLength + PayloadCipher.SEALED_CHUNK - 1) / PayloadCipher.SEALED_CHUNK;
    long inLast = payloadLength - (chunks - 1) * PayloadCipher.SEALED_CHUNK;
    if (chunks == 0 || inLast < PayloadCipher.TAG || (inLast == PayloadCipher.TAG && chunks > 1)) {
      throw AgeProblems.payload(
          Math.max(0, chunks - 1) * PayloadCipher.CHUNK, "cut off before its end");
    }
    this.size = payloadLength - chunks * PayloadCipher.TAG;
    chunk(chunks - 1);
  }

  /**
   * Opens a file.
   *
   * @throws app.afterglow.problem.WrongKeyException where no identity fits
   * @throws app.afterglow.problem.DamagedInputException where the header is malformed or the end is
   *     missing
   * @throws UnsupportedInputException where it is armored, or of a later version of age
   */
  public static AgeChannel open(Path path, List<? extends Identity> identities) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return open(file, path, identities);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static AgeChannel open(FileChannel file, Path path, List<? extends Identity> identities)
      throws IOException {
    // Not closed: that would close the file.
    InputStream buffered = new BufferedInputStream(Channels.newInputStream(file));
    CountingStream in = new CountingStream(buffered);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    if (first == '-') {
      throw new UnsupportedInputException(
          Problem.of(AgeProblems.BUNDLE, "armored", path.getFileName()));
    }
    Header header = HeaderReader.read(in);
    try (Secret fileKey = header.unwrap(identities)) {
      byte[] nonce = in.readNBytes(PayloadCipher.NONCE_LENGTH);
      if (nonce.length < PayloadCipher.NONCE_LENGTH) {
        throw AgeProblems.header("the file ends before its payload");
      }
      return new AgeChannel(path, file, new PayloadCipher(fileKey, nonce), in.count);
    }
  }

  /**
   * Another channel over the same file for another thread, without the work of unwrapping the file
   * key again, which takes a second where there is a passphrase.
   *
   * @throws app.afterglow.problem.DamagedInputException where the file is not the same any more
   */
  public AgeChannel another() throws IOException {
    FileChannel again = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new AgeChannel(path, again, cipher.fork(), payloadStart);
    } catch (IOException | RuntimeException e) {
      again.close();
      throw e;
    }
  }

  /** Knows how far the header reached. */
  private static final class CountingStream extends InputStream {
    private final InputStream in;
    private long count;

    CountingStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  /** Plaintext bytes decrypted so far, those of the last chunk at opening included. */
  public long bytesDecrypted() {
    return bytesDecrypted;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    int total = 0;
    while (target.hasRemaining() && position < size) {
      byte[] chunk = chunk(position / PayloadCipher.CHUNK);
      int from = (int) (position % PayloadCipher.CHUNK);
      int count = Math.min(target.remaining(), chunk.length - from);
      target.put(chunk, from, count);
      position += count;
      total += count;
    }
    return total;
  }

  private byte[] chunk(long number) throws IOException {
    byte[] known = kept.get(number);
    if (known != null) {
      return known;
    }
    long start = number * PayloadCipher.SEALED_CHUNK;
    int length = (int) Math.min(PayloadCipher.SEALED_CHUNK, payloadLength - start);
    ByteBuffer buffer = ByteBuffer.wrap(sealed, 0, length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, payloadStart + start + buffer.position()) < 0) {
        throw AgeProblems.payload(number * PayloadCipher.CHUNK, "cut off while it was read");
      }
    }
    byte[] plain = new byte[length - PayloadCipher.TAG];
    PayloadCipher.Place place =
        number == chunks - 1 ? PayloadCipher.Place.FINAL : PayloadCipher.Place.INNER;
    if (cipher.open(number, place, sealed, 0, length, plain) < 0) {
      String detail = place == PayloadCipher.Place.FINAL ? "cut off or changed" : "changed";
      throw AgeProblems.payload(number * PayloadCipher.CHUNK, detail);
    }
    bytesDecrypted += plain.length;
    keep(number, plain);
    return plain;
  }

  private void keep(long number, byte[] plain) {
    kept.put(number, plain);
    if (kept.size() > KEPT_CHUNKS) {
      var oldest = kept.entrySet().iterator();
      Arrays.fill(oldest.next().getValue(), (byte) 0);
      oldest.remove();
    }
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("negative position");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  private void requireOpen() throws IOException {
    if (!file.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() throws IOException {
    kept.values().forEach(chunk -> Arrays.fill(chunk, (byte) 0));
    kept.clear();
    file.close();
  }
}
