package app.afterglow.launcher.viewer;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.viewer.history.FilePages;
import app.afterglow.launcher.viewer.history.MessageFile;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.launcher.viewer.search.Search;
import app.afterglow.launcher.viewer.server.RefusedException;
import app.afterglow.launcher.viewer.server.Request;
import app.afterglow.launcher.viewer.server.Route;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for. Records go out as the archive has them, line by line; the page takes them
 * as hostile, as it does those of any archive.
 */
final class ReaderRoutes {

  private static final String JSON = "application/json";
  private static final String LINES = "application/jsonl; charset=utf-8";

  /** How often an open page is written to: so soon is noticed that it was closed. */
  private static final long SIGN_OF_LIFE_MILLIS = 10_000;

  private static final long INDEX_LOOK_MILLIS = 400;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final MessageFiles files;
  private final Search search;
  private final Visitors visitors;
  private final @Nullable Locale language;

  ReaderRoutes(MessageFiles files, Search search, Visitors visitors, @Nullable Locale language) {
    this.language = language;
    this.files = files;
    this.search = search;
    this.visitors = visitors;
  }

  /** All of them, by path. */
  Map<String, Route> all() {
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/", PageFiles.page());
    routes.put("/favicon.ico", Route.get(Route.Access.PAGE, request -> request.sendNothing(204)));
    routes.put("/assets/reader.js", PageFiles.script());
    routes.put("/assets/reader.css", PageFiles.style());
    routes.put("/api/description", session(this::description));
    routes.put("/api/people", session(request -> content(request, "data/people.jsonl")));
    routes.put(
        "/api/conversations", session(request -> content(request, "data/conversations.jsonl")));
    routes.put("/api/losses", session(request -> content(request, "data/losses.jsonl")));
    routes.put("/api/pages", session(this::pages));
    routes.put("/api/messages", session(this::messages));
    routes.put("/api/ordinal", session(this::ordinal));
    routes.put("/api/locate", session(this::locate));
    routes.put("/api/events", session(this::events));
    routes.put("/api/search", Route.post(Route.Access.SESSION, new SearchRoute(search)::answer));
    routes.put("/attachment/", Route.get(Route.Access.MEDIA, new AttachmentRoute(files)::answer));
    return routes;
  }

  private static Route session(Route.Handler handler) {
    return Route.get(Route.Access.SESSION, handler);
  }

  /** What the archive says of itself, and for whom: RFC 9110, section 8.5. */
  private void description(Request request) throws IOException {
    if (language != null) {
      request.set("Content-Language", language.toLanguageTag());
    }
    content(request, "data/archive.json");
  }

  private void content(Request request, String path) throws IOException {
    ArchiveReader.File file = files.archive().file(path);
    if (file == null) {
      throw new RefusedException(404, "the archive has no " + path);
    }
    request.send(200, LINES, file.size(), files.archive().content(path));
  }

  private int conversation(Request request) throws RefusedException {
    long number = request.number("c");
    if (number >= files.conversations().size()) {
      throw new RefusedException(404, "no such conversation");
    }
    return (int) number;
  }

  /** {@code [[start, count, firstAt, lastAt], ...]}. */
  private void pages(Request request) throws IOException {
    List<FilePages> table = files.of(conversation(request));
    request.send(
        JSON,
        json(
            out -> {
              out.writeStartArray();
              for (FilePages file : table) {
                for (FilePages.Page page : file.pages()) {
                  out.writeArray(
                      new long[] {page.start(), page.count(), page.firstAt(), page.lastAt()}, 0, 4);
                }
              }
              out.writeEndArray();
            }));
  }

  private void messages(Request request) throws IOException {
    int conversation = conversation(request);
    long start = request.number("start");
    MessageFiles.Place place = files.place(conversation, start);
    if (place == null) {
      throw new RefusedException(404, "no such message");
    }
    MessageFile file = files.open(place.file().path());
    int wanted = (int) Math.min(request.number("count"), FilePages.MESSAGES_PER_PAGE);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    file.write(place.line(), Math.min(file.count(), place.line() + wanted), lines);
    request.send(LINES, lines.toByteArray());
  }

  private void ordinal(Request request) throws IOException {
    String time = request.parameter("time");
    try {
      long millis = Long.parseLong(time == null ? "" : time);
      number(request, files.ordinalAt(conversation(request), millis));
    } catch (NumberFormatException e) {
      throw new RefusedException(400, "time: no number");
    }
  }

  private void locate(Request request) throws IOException {
    String id = request.parameter("id");
    number(request, id == null ? -1 : search.locate(conversation(request), id));
  }

  private static void number(Request request, long number) throws IOException {
    request.send(JSON, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  /** How far the index is, for as long as the page is open; an empty line is a sign of life. */
  private void events(Request request) throws IOException {
    visitors.came();
    try (OutputStream out = request.stream(LINES)) {
      Search.State told = null;
      long lastSign = System.nanoTime();
      while (!request.isHead()) {
        Search.State state = search.state();
        if (!state.equals(told)) {
          out.write(json(json -> SearchRoute.write(state, json)));
          out.write('\n');
          told = state;
        } else if (System.nanoTime() - lastSign > SIGN_OF_LIFE_MILLIS * 1_000_000) {
          out.write('\n');
        } else {
          Thread.sleep(INDEX_LOOK_MILLIS);
          continue;
        }
        lastSign = System.nanoTime();
        out.flush();
        Thread.sleep(INDEX_LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      visitors.left();
    }
  }

  /** Writes JSON. */
  interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  static byte[] json(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      body.write(out);
    }
    return bytes.toByteArray();
  }
}
