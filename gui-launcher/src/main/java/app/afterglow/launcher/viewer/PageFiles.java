package app.afterglow.launcher.viewer;

import app.afterglow.launcher.viewer.server.Route;
import java.io.IOException;
import java.io.InputStream;

/** The page itself, as the formats module carries it: nothing of any archive is in it. */
final class PageFiles {

  private static final String PLACE = "/app/afterglow/reader/";

  private PageFiles() {}

  static Route page() {
    return file(Route.Access.PAGE, "text/html; charset=utf-8", "live/index.html");
  }

  static Route script() {
    return file(Route.Access.PARTS, "text/javascript; charset=utf-8", "live/assets/reader.js");
  }

  static Route style() {
    return file(Route.Access.PARTS, "text/css; charset=utf-8", "pages/assets/reader.css");
  }

  private static Route file(Route.Access access, String type, String name) {
    return Route.get(access, request -> request.send(type, read(name)));
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = PageFiles.class.getResourceAsStream(PLACE + name)) {
      if (in == null) {
        throw new IllegalStateException("this program was built without " + name);
      }
      return in.readAllBytes();
    }
  }
}
