package app.afterglow.age;

import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Encrypts an age file. Chunks don't depend on each other, so batches of them are sealed by as many
 * threads as there are cores and written in order; memory stays at a few megabytes.
 *
 * <p>{@link #finish()} writes the last chunk. A stream that is closed without it leaves a file that
 * every age reader refuses as cut off: what is half-written must not look whole.
 */
public final class AgeOutputStream extends OutputStream {

  /** Chunks a batch: large enough that handing it to a thread costs nothing. */
  private static final int BATCH_CHUNKS = 16;

  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());

  private final OutputStream out;
  private final Secret fileKey;
  private final PayloadCipher cipher;
  private final ExecutorService pool;
  private final Deque<Future<Batch>> underWay = new ArrayDeque<>();
  private final Deque<Batch> spare = new ArrayDeque<>();
  private Batch current;
  private long nextChunk;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    FINISHED,
    CLOSED
  }

  /** Some consecutive chunks, and room for what becomes of them. */
  private static final class Batch {
    final PayloadCipher cipher;
    final byte[] plain = new byte[BATCH_CHUNKS * PayloadCipher.CHUNK];
    final byte[] sealed = new byte[BATCH_CHUNKS * PayloadCipher.SEALED_CHUNK];
    int plainLength;
    int sealedLength;

    Batch(PayloadCipher cipher) {
      this.cipher = cipher;
    }

    Batch seal(long firstChunk, PayloadCipher.Place placeOfLast) {
      sealedLength = 0;
      int offset = 0;
      long number = firstChunk;
      do {
        int length = Math.min(PayloadCipher.CHUNK, plainLength - offset);
        boolean last = offset + length == plainLength;
        sealedLength +=
            cipher.seal(
                number++,
                last ? placeOfLast : PayloadCipher.Place.INNER,
                plain,
                offset,
                length,
                sealed,
                sealedLength);
        offset += length;
      } while (offset < plainLength);
      return this;
    }
  }

  /**
   * Writes the header.
   *
   * @param out where the file goes; closed with this stream
   * @param recipients who can open it: one passphrase, or any number of keys of one sort
   * @throws app.afterglow.problem.UsageException where these recipients may not share a file
   */
  public AgeOutputStream(OutputStream out, List<? extends Recipient> recipients)
      throws IOException {
    byte[] key = new byte[KeyWrap.FILE_KEY_LENGTH];
    byte[] nonce = new byte[PayloadCipher.NONCE_LENGTH];
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    random.nextBytes(nonce);
    this.fileKey = Secret.owning(key);
    this.out = out;
    out.write(Header.wrap(fileKey, recipients).bytes());
    out.write(nonce);
    this.cipher = new PayloadCipher(fileKey, nonce);
    this.pool =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("age-", 0).factory());
    this.current = new Batch(cipher.fork());
  }

  /**
   * An identity that opens this one file and nothing else, to read back what was written. It
   * outlives the stream; closing it wipes it.
   */
  public Identity readBackIdentity() {
    return new FileKeyIdentity(Secret.copyOf(fileKey.bytes()));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    requireOpen();
    int from = offset;
    int left = length;
    while (left > 0) {
      // A full batch is only sealed once something follows: its last chunk might be the final one.
      if (current.plainLength == current.plain.length) {
        submit(PayloadCipher.Place.INNER);
        current = freeBatch();
      }
      int count = Math.min(left, current.plain.length - current.plainLength);
      System.arraycopy(source, from, current.plain, current.plainLength, count);
      current.plainLength += count;
      from += count;
      left -= count;
    }
  }

  /** Writes what is left and the mark of the end. Nothing can be written after it. */
  public void finish() throws IOException {
    requireOpen();
    submit(PayloadCipher.Place.FINAL);
    while (!underWay.isEmpty()) {
      writeOldest();
    }
    out.flush();
    state = State.FINISHED;
  }

  private void submit(PayloadCipher.Place placeOfLast) {
    Batch batch = current;
    long firstChunk = nextChunk;
    nextChunk += (batch.plainLength + PayloadCipher.CHUNK - 1) / PayloadCipher.CHUNK;
    underWay.add(pool.submit(() -> batch.seal(firstChunk, placeOfLast)));
  }

  private Batch freeBatch() throws IOException {
    if (underWay.size() > THREADS) {
      writeOldest();
    }
    Batch batch = spare.isEmpty() ? new Batch(cipher.fork()) : spare.remove();
    batch.plainLength = 0;
    return batch;
  }

  private void writeOldest() throws IOException {
    try {
      Batch batch = underWay.remove().get();
      out.write(batch.sealed, 0, batch.sealedLength);
      spare.add(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while encrypting");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void requireOpen() throws IOException {
    if (state != State.OPEN) {
      throw new IOException("age stream is " + state);
    }
  }

  @Override
  public void close() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    pool.shutdownNow();
    fileKey.close();
    Arrays.fill(current.plain, (byte) 0);
    spare.forEach(batch -> Arrays.fill(batch.plain, (byte) 0));
    out.close();
  }
}
