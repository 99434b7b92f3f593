package app.afterglow.importer.delivery;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;

/**
 * How long one exchange may go on: as long as its bytes move, and a while after the last of them.
 * However slow a line is, a large file gets through; a server that is gone is given up all the
 * same.
 */
final class Patience {

  /** A line slower than this is taken for a broken one. */
  private static final long SLOWEST_BYTES_PER_SECOND = 10_000;

  /** What the system takes off our hands before it is really sent: Linux keeps up to 4 MiB. */
  private static final long BUFFERED_BYTES = 4 << 20;

  private final long silence;
  private final LongSupplier nanoTime;
  private long movedAt;
  private long sent;

  /**
   * Patience from now on.
   *
   * @param silence how long nothing may move
   */
  Patience(Duration silence) {
    this(silence, System::nanoTime);
  }

  Patience(Duration silence, LongSupplier nanoTime) {
    this.silence = silence.toNanos();
    this.nanoTime = nanoTime;
    this.movedAt = nanoTime.getAsLong();
  }

  /** Nanoseconds until it is over, if nothing moves until then; nothing or less where it is. */
  synchronized long left() {
    long onItsWay = Math.min(sent, BUFFERED_BYTES) * 1_000_000_000 / SLOWEST_BYTES_PER_SECOND;
    return silence + onItsWay - (nanoTime.getAsLong() - movedAt);
  }

  /** Some of the answer came. */
  synchronized void received() {
    movedAt = nanoTime.getAsLong();
  }

  /** So many bytes of the request went. */
  synchronized void sent(int bytes) {
    sent += bytes;
    movedAt = nanoTime.getAsLong();
  }

  /** The request, whose bytes are counted on their way. */
  HttpRequest counting(HttpRequest request) {
    return request
        .bodyPublisher()
        .map(
            body ->
                HttpRequest.newBuilder(request, (name, value) -> true)
                    .method(request.method(), new Counting(body))
                    .build())
        .orElse(request);
  }

  private final class Counting implements BodyPublisher {
    private final BodyPublisher body;

    private Counting(BodyPublisher body) {
      this.body = body;
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      body.subscribe(
          new Flow.Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
              subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
              sent(bytes.remaining());
              subscriber.onNext(bytes);
            }

            @Override
            public void onError(Throwable failure) {
              subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
              subscriber.onComplete();
            }
          });
    }
  }
}
