package app.afterglow.importer.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as delivery needs it: no redirects (a token must not follow one), no silent repetition,
 * answers of limited size, and failures told apart by whether the request can have arrived.
 *
 * <p>A connection that lay idle is not used again: the server may have closed it, and a request
 * sent into it would be in doubt for nothing. Used by several threads at once.
 */
public final class Http implements AutoCloseable {

  /** Node closes connections after 5 s by default; nobody closes them much sooner. */
  private static final Duration IDLE = Duration.ofSeconds(2);

  private final Duration connectTimeout;
  private final Duration answerTimeout;
  private final int largestAnswer;
  private final @Nullable SSLContext tls;
  private final Deque<Line> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * HTTP.
   *
   * @param answerTimeout how long an exchange may go on without a byte of it moving
   * @param largestAnswer bytes; a longer answer is an error
   */
  public Http(Duration connectTimeout, Duration answerTimeout, int largestAnswer) {
    this(connectTimeout, answerTimeout, largestAnswer, null);
  }

  /**
   * HTTP that trusts certificates of somebody's choice.
   *
   * @param answerTimeout how long an exchange may go on without a byte of it moving
   * @param largestAnswer bytes; a longer answer is an error
   * @param tls see {@link TrustedCertificates}; null for what the system trusts
   */
  public Http(
      Duration connectTimeout,
      Duration answerTimeout,
      int largestAnswer,
      @Nullable SSLContext tls) {
    this.tls = tls;
    this.connectTimeout = connectTimeout;
    this.answerTimeout = answerTimeout;
    this.largestAnswer = largestAnswer;
  }

  /**
   * HTTP as most servers need it: answers of up to 64 MiB within 90 seconds, counted from the last
   * byte that was sent.
   *
   * @param certificates the file of certificates to trust, null for those the system trusts
   */
  public static Http usual(@Nullable Path certificates) throws IOException {
    return new Http(
        Duration.ofSeconds(10),
        Duration.ofSeconds(90),
        64 << 20,
        certificates == null ? null : TrustedCertificates.only(certificates));
  }

  /** A part of an address. */
  public static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Sends a request and waits for the answer, whatever its status. */
  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    return send(request, answerTimeout);
  }

  /**
   * Sends a request and waits for the answer, whatever its status.
   *
   * @param silence how long it may take after the last byte that was sent
   * @throws DeliveryException.TryAgain where the request certainly did not arrive
   * @throws DeliveryException.AnswerLost where it may have
   * @throws app.afterglow.problem.TargetRefusedException where the server's certificate is not
   *     trusted
   */
  public Answer send(HttpRequest request, Duration silence)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = exchange(request, new Patience(silence), whole());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private HttpResponse.BodyHandler<byte[]> whole() {
    return HttpResponse.BodyHandlers.limiting(
        HttpResponse.BodyHandlers.ofByteArray(), largestAnswer);
  }

  /**
   * A content that was asked for.
   *
   * @param answer without its body where the status is 200
   * @param sha256 of the body, 64 lower-case hexadecimal digits; null where the status isn't 200
   */
  public record Content(Answer answer, @Nullable String sha256) {}

  /** Asks for a content, however long it is and takes, for its SHA-256. */
  public Content sha256(HttpRequest request) throws IOException, InterruptedException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    Patience patience = new Patience(answerTimeout);
    Consumer<Optional<byte[]>> parts =
        part -> {
          patience.received();
          part.ifPresent(digest::update);
        };
    HttpResponse<byte[]> response =
        exchange(
            request,
            patience,
            head ->
                head.statusCode() == 200
                    ? HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofByteArrayConsumer(parts), _ -> new byte[0])
                    : whole().apply(head));
    Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
    return new Content(
        answer, answer.status() == 200 ? HexFormat.of().formatHex(digest.digest()) : null);
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest request, Patience patience, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Line line = borrow();
    CompletableFuture<HttpResponse<T>> sending =
        line.client().sendAsync(patience.counting(request), handler);
    try {
      HttpResponse<T> response = answer(sending, patience);
      giveBack(line.client());
      return response;
    } catch (ExecutionException e) {
      line.client().shutdownNow();
      throw failure(request, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      sending.cancel(true);
      line.client().shutdownNow();
      throw new DeliveryException.AnswerLost("no-answer-in-time", e);
    } catch (InterruptedException e) {
      sending.cancel(true);
      line.client().shutdownNow();
      throw e;
    }
  }

  private static <T> T answer(CompletableFuture<T> sending, Patience patience)
      throws ExecutionException, InterruptedException, TimeoutException {
    while (true) {
      try {
        return sending.get(Math.max(1, patience.left()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (patience.left() <= 0) {
          throw e;
        }
      }
    }
  }

  private static IOException failure(HttpRequest request, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof CertificateException || t instanceof CertPathBuilderException) {
        return DeliveryProblems.untrusted(request.uri().getAuthority(), cause);
      }
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof HttpConnectTimeoutException
          || t instanceof UnresolvedAddressException) {
        return DeliveryException.TryAgain.later("not-reachable", cause);
      }
      if (t instanceof SSLHandshakeException) {
        return DeliveryException.TryAgain.later("tls-handshake-failed", cause);
      }
    }
    String reason = cause instanceof SSLException ? "tls-connection-broke" : "connection-broke";
    return new DeliveryException.AnswerLost(reason, cause);
  }

  private synchronized Line borrow() {
    if (closed) {
      throw new IllegalStateException("used after close");
    }
    long now = System.nanoTime();
    while (true) {
      Line line = idle.pollLast();
      if (line == null) {
        return new Line(client(), now);
      }
      if (now - line.usedAt() < IDLE.toNanos()) {
        return line;
      }
      line.client().shutdownNow();
    }
  }

  private synchronized void giveBack(HttpClient client) {
    if (closed) {
      client.shutdownNow();
    } else {
      idle.addLast(new Line(client, System.nanoTime()));
    }
  }

  private HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout);
    return tls == null ? client.build() : client.sslContext(tls).build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (@Nullable Line line = idle.pollLast(); line != null; line = idle.pollLast()) {
      line.client().shutdownNow();
    }
  }

  /** A client of one connection, and when it was used last by {@link System#nanoTime()}. */
  private record Line(HttpClient client, long usedAt) {}
}
