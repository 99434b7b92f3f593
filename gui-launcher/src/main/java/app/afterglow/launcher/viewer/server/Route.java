package app.afterglow.launcher.viewer.server;

import java.io.IOException;
import java.util.Set;

/**
 * What is done at one path.
 *
 * @param access who may ask
 * @param methods the HTTP methods it takes
 * @param handler what answers
 */
public record Route(Access access, Set<String> methods, Handler handler) {

  /** Who may ask for something. */
  public enum Access {
    /** The empty page itself, which any browser may open: nothing of the archive is in it. */
    PAGE,
    /** What the empty page consists of, and where it hands in its address's secret. */
    PARTS,
    /** Whoever has the session: cookie and key. */
    SESSION,
    /**
     * As {@link #SESSION}, the key in the address: for pictures and players, which send no header.
     */
    MEDIA
  }

  /** Answers a request. */
  @FunctionalInterface
  public interface Handler {
    void answer(Request request) throws IOException;
  }

  /** What is asked for by GET or HEAD. */
  public static Route get(Access access, Handler handler) {
    return new Route(access, Set.of("GET", "HEAD"), handler);
  }

  /** What is asked for by POST. */
  public static Route post(Access access, Handler handler) {
    return new Route(access, Set.of("POST"), handler);
  }
}
