package app.afterglow.launcher.viewer.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request that was let in, and the ways to answer it. */
public final class Request {

  /** The largest body that is read, in bytes. */
  private static final int LARGEST_BODY = 1 << 16;

  private final HttpExchange exchange;

  Request(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** The path as it was sent, without decoding. */
  public String path() {
    return exchange.getRequestURI().getRawPath();
  }

  /** The one value of a header, null where it has none or several. */
  public @Nullable String header(String name) {
    List<String> values = exchange.getRequestHeaders().get(name);
    return values == null || values.size() != 1 ? null : values.getFirst();
  }

  /** A parameter of the query, null where it isn't there. */
  public @Nullable String parameter(String name) throws RefusedException {
    String query = exchange.getRequestURI().getRawQuery();
    if (query == null) {
      return null;
    }
    for (String part : query.split("&", -1)) {
      if (part.startsWith(name + "=")) {
        try {
          return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          throw new RefusedException(400, "malformed query");
        }
      }
    }
    return null;
  }

  /** A parameter that is a whole number, at least 0. */
  public long number(String name) throws RefusedException {
    String value = parameter(name);
    try {
      long number = value == null ? -1 : Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As below.
    }
    throw new RefusedException(400, name + ": no number");
  }

  /** The body. */
  public byte[] body() throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new RefusedException(413, "too large");
    }
    return body;
  }

  /** Adds a header to the answer. */
  public void set(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  /** Answers with these bytes. */
  public void send(String type, byte[] content) throws IOException {
    set("Content-Type", type);
    begin(200, content.length);
    if (!isHead()) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content);
      }
    }
  }

  /** Answers without content. */
  public void sendNothing(int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  /** Answers with exactly {@code length} bytes of a stream, which is closed. */
  public void send(int status, String type, long length, InputStream content) throws IOException {
    set("Content-Type", type);
    try (content) {
      begin(status, length);
      if (!isHead()) {
        try (OutputStream out = exchange.getResponseBody()) {
          content.transferTo(out);
        }
      }
    }
  }

  /** Answers with as many bytes as come, each sent once it is flushed. */
  public OutputStream stream(String type) throws IOException {
    set("Content-Type", type);
    if (isHead()) {
      sendNothing(200);
      return OutputStream.nullOutputStream();
    }
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  /** Whether only the headers are asked for. */
  public boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private void begin(int status, long length) throws IOException {
    if (isHead()) {
      set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      // 0 would mean "unknown" to this server.
      exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  Headers headers() {
    return exchange.getRequestHeaders();
  }
}
