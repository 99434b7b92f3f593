package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private HttpServer server;
  private final Http http = new Http(Duration.ofSeconds(5), Duration.ofSeconds(20), 1000);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop(0);
  }

  @Test
  void givesAnswersWhateverTheirStatus() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "Text/Plain; charset=utf-8");
          exchange.sendResponseHeaders(418, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });

    Answer answer = http.send(post("/x", "é"));

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.text()).isEqualTo("é");
    assertThat(answer.mediaType()).isEqualTo("text/plain");
  }

  @Test
  void saysThatNothingArrivedWhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
            .POST(BodyPublishers.ofString("x"))
            .build();

    assertThatThrownBy(() -> http.send(request)).isInstanceOf(DeliveryException.TryAgain.class);
  }

  @Test
  void saysThatItIsUnknownWhereTheConnectionBreaks() {
    server.createContext("/", HttpExchange::close);

    assertThatThrownBy(() -> http.send(post("/", "x")))
        .isInstanceOf(DeliveryException.AnswerLost.class);
  }

  @Test
  void saysThatItIsUnknownWhereNoAnswerComesInTime() {
    CountDownLatch never = new CountDownLatch(1);
    server.createContext(
        "/",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThatThrownBy(() -> http.send(post("/", "x"), Duration.ofMillis(200)))
        .isInstanceOf(DeliveryException.AnswerLost.class);
    never.countDown();
  }

  @Test
  void waitsAsLongAsBytesMove() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          int length = exchange.getRequestBody().readAllBytes().length;
          exchange.sendResponseHeaders(length == 20_000 ? 200 : 500, -1);
          exchange.close();
        });
    HttpRequest slow =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .POST(BodyPublishers.ofInputStream(() -> new SlowContent(20, 1_000)))
            .build();

    // Four times as long as nothing may move.
    assertThat(http.send(slow, Duration.ofMillis(500)).status()).isEqualTo(200);
  }

  /** So many bytes each tenth of a second. */
  private static final class SlowContent extends InputStream {
    private final int size;
    private int left;

    private SlowContent(int times, int size) {
      this.left = times;
      this.size = size;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("it is read in parts");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left-- <= 0) {
        return -1;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      return Math.min(length, size);
    }
  }

  @Test
  void takesNoAnswerWithoutEnd() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[5000]);
          exchange.close();
        });

    assertThatThrownBy(() -> http.send(post("/", "x")))
        .isInstanceOf(DeliveryException.AnswerLost.class);
  }

  @Test
  void followsNoRedirect() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });

    assertThat(http.send(post("/", "x")).status()).isEqualTo(307);
  }

  @Test
  void readsHowLongToWait() {
    assertThat(retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(retryAfter("Thu, 01 Jan 2026 00:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
    assertThat(retryAfter("Wed, 31 Dec 2025 00:00:30 GMT")).isEqualTo(Duration.ZERO);
    assertThat(retryAfter("99999999999")).isEqualTo(Duration.ofHours(1));
    assertThat(retryAfter("soon")).isNull();
    assertThat(
            new Answer(429, HttpHeaders.of(Map.of(), (a, b) -> true), new byte[0]).retryAfter(NOW))
        .isNull();
  }

  private static @Nullable Duration retryAfter(String value) {
    HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (a, b) -> true);
    return new Answer(429, headers, new byte[0]).retryAfter(NOW);
  }

  private HttpRequest post(String path, String body) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
        .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
        .build();
  }
}
