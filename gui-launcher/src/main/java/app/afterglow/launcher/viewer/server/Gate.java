package app.afterglow.launcher.viewer.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Any program of any user of this machine can connect to a port of it, and any web
 * page can make the browser ask there; so each request has to show that it comes from the page this
 * server sent, opened by an address that only its owner was told.
 *
 * <ul>
 *   <li>An address has a secret in its fragment, which no browser sends on. The page hands it in
 *       once, by POST, and gets the session for it; after that, or after ten minutes, it is worth
 *       nothing.
 *   <li>The session is a cookie and a key. Browsers send cookies to every port of a host, so that
 *       another program here could see it: it opens nothing without the key, which the page keeps
 *       for itself.
 *   <li>{@code Host} has to be this server's, so that no name a stranger owns stands for it (DNS
 *       rebinding); {@code Origin} and {@code Sec-Fetch-Site} have to be the page's own.
 * </ul>
 */
public final class Gate {

  /** How long an address can be opened. */
  public static final Duration ADDRESS_LIVES = Duration.ofMinutes(10);

  /** The header that carries the session's key. */
  public static final String KEY_HEADER = "X-Afterglow-Key";

  private static final int SECRET_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final String authority;
  private final String cookieName;
  private final String cookie = secret();
  private final String key = secret();
  private final LongSupplier nanoTime;
  private final Runnable opened;
  private final List<Ticket> tickets = new ArrayList<>();

  /** The secret of an address, and until when it is worth something. */
  private record Ticket(String secret, long expires) {}

  /**
   * The gate of the server on a port.
   *
   * @param opened hears that an address is opened, while that still counts as awaited
   */
  Gate(int port, LongSupplier nanoTime, Runnable opened) {
    this.authority = "127.0.0.1:" + port;
    // A cookie has no port: two servers must not take each other's away.
    this.cookieName = "afterglow-" + port;
    this.nanoTime = nanoTime;
    this.opened = opened;
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A new address, which opens the page once. */
  synchronized URI newAddress() {
    Ticket ticket = new Ticket(secret(), nanoTime.getAsLong() + ADDRESS_LIVES.toNanos());
    tickets.add(ticket);
    return URI.create("http://" + authority + "/#t=" + ticket.secret);
  }

  /** Whether an address was given out that can still be opened. */
  synchronized boolean isAwaitingSomebody() {
    dropExpired();
    return !tickets.isEmpty();
  }

  private void dropExpired() {
    tickets.removeIf(ticket -> nanoTime.getAsLong() - ticket.expires > 0);
  }

  /** Takes an address's secret, once. */
  private synchronized boolean redeem(String secret) {
    dropExpired();
    for (Iterator<Ticket> each = tickets.iterator(); each.hasNext(); ) {
      if (isSame(each.next().secret, secret)) {
        opened.run();
        each.remove();
        return true;
      }
    }
    return false;
  }

  /** Gives the session to whoever hands in an address's secret, and its key as the answer. */
  void openSession(Request request) throws IOException {
    if (!redeem(new String(request.body(), StandardCharsets.UTF_8))) {
      throw new RefusedException(403, "this address was opened already, or is too old");
    }
    request.set("Set-Cookie", cookieName + "=" + cookie + "; Path=/; HttpOnly; SameSite=Strict");
    request.send("text/plain; charset=utf-8", key.getBytes(StandardCharsets.US_ASCII));
  }

  /** Lets a request in, or refuses it. */
  void check(Request request, Route.Access access) throws RefusedException {
    if (!authority.equals(request.header("Host"))) {
      throw new RefusedException(421, "another host's");
    }
    String own = "http://" + authority;
    if (request.headers().containsKey("Origin") && !own.equals(request.header("Origin"))) {
      throw new RefusedException(403, "another page's");
    }
    if (request.method().equals("POST") && request.header("Origin") == null) {
      throw new RefusedException(403, "no page's");
    }
    if (access == Route.Access.PAGE) {
      return;
    }
    if (request.headers().containsKey("Sec-Fetch-Site")
        && !"same-origin".equals(request.header("Sec-Fetch-Site"))) {
      throw new RefusedException(403, "another site's");
    }
    switch (access) {
      case PAGE, PARTS -> {}
      case SESSION -> requireSession(request, request.header(KEY_HEADER));
      case MEDIA -> requireSession(request, request.parameter("k"));
    }
  }

  private void requireSession(Request request, @Nullable String shown) throws RefusedException {
    if (shown == null || !isSame(key, shown) || !hasCookie(request)) {
      throw new RefusedException(401, "no session");
    }
  }

  private boolean hasCookie(Request request) {
    String cookies = request.header("Cookie");
    if (cookies == null) {
      return false;
    }
    boolean found = false;
    for (String each : cookies.split(";", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0 && each.substring(0, equals).strip().equals(cookieName)) {
        found |= isSame(cookie, each.substring(equals + 1).strip());
      }
    }
    return found;
  }

  private static boolean isSame(String secret, String shown) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}
