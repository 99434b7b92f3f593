package app.afterglow.launcher.viewer.server;

import app.afterglow.problem.AfterglowException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A web server on 127.0.0.1 and nowhere else. Paths are looked up as they are sent, in a fixed
 * list; none of them is ever a file's. Every answer forbids to be stored, framed, guessed at or
 * read by another page.
 */
public final class LocalServer implements AutoCloseable {

  private static final int WAITING_CONNECTIONS = 64;

  /** What the page may do: run its own script, and ask this server. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " trusted-types 'none'; require-trusted-types-for 'script'";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final Gate gate;

  private LocalServer(HttpServer server, Runnable opened) {
    this.server = server;
    this.gate = new Gate(server.getAddress().getPort(), System::nanoTime, opened);
  }

  /**
   * Begins to listen.
   *
   * @param port the port, 0 for any that is free
   * @param routes by path; a path that ends with {@code /} is that of everything below it
   * @param opened hears that somebody opened an address, before the address counts as used
   * @throws java.net.BindException where the port is taken
   */
  public static LocalServer start(int port, Map<String, Route> routes, Runnable opened)
      throws IOException {
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), WAITING_CONNECTIONS);
    LocalServer server = new LocalServer(http, opened);
    server.routes.putAll(routes);
    server.routes.put("/session", Route.post(Route.Access.PARTS, server.gate::openSession));
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** A new address, which opens the page once and within {@link Gate#ADDRESS_LIVES}. */
  public URI newAddress() {
    return gate.newAddress();
  }

  /** Whether an address was given out that can still be opened. */
  public boolean isAwaitingSomebody() {
    return gate.isAwaitingSomebody();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      protect(exchange.getResponseHeaders());
      try {
        answer(new Request(exchange));
      } catch (RefusedException e) {
        send(exchange, e.status(), String.valueOf(e.getMessage()));
      } catch (AfterglowException e) {
        tell(exchange, e);
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof AfterglowException problem)) {
          throw e.getCause();
        }
        tell(exchange, problem);
      }
    }
  }

  private void answer(Request request) throws IOException {
    Route route = route(request.path());
    // Whoever may not be here isn't told what is.
    gate.check(request, route == null ? Route.Access.PAGE : route.access());
    if (route == null) {
      throw new RefusedException(404, "nothing is here");
    }
    if (!route.methods().contains(request.method())) {
      request.set("Allow", String.join(", ", route.methods()));
      throw new RefusedException(405, "not by this method");
    }
    route.handler().answer(request);
  }

  private @Nullable Route route(String path) {
    Route exact = routes.get(path);
    int step = path.indexOf('/', 1);
    return exact != null || step < 0 ? exact : routes.get(path.substring(0, step + 1));
  }

  private static void protect(Headers headers) {
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
  }

  /** Says what is wrong with the archive, unless a half of the answer is on its way already. */
  private static void tell(HttpExchange exchange, AfterglowException e) throws IOException {
    if (exchange.getResponseCode() >= 0) {
      throw e;
    }
    send(exchange, 500, e.problem().what(Locale.ROOT));
  }

  private static void send(HttpExchange exchange, int status, String reason) throws IOException {
    byte[] content = (reason + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : content.length);
    if (!head) {
      exchange.getResponseBody().write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
