package app.afterglow.importer.matrix;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * As much of a homeserver as one room needs, for the answers that a real one gives seldom: each can
 * be put in the way of the next request to some address.
 */
final class StubHomeserver implements AutoCloseable {

  static final String BOT = "@afterglow_bot:" + Synapse.SERVER_NAME;

  private final HttpServer server;
  private final JsonMapper json = new JsonMapper();
  private final Map<String, Deque<Reply>> prepared = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Map<String, String> members = new TreeMap<>();
  private boolean room;
  private String upload = "";

  /** What is answered; status 0 takes the request and answers nothing. */
  record Reply(int status, String body) {}

  StubHomeserver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request whose method and path hold this gets this answer. */
  synchronized void prepare(String request, int status, String body) {
    prepared.computeIfAbsent(request, r -> new ArrayDeque<>()).add(new Reply(status, body));
  }

  /** Every request so far, method and path. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** The contents of the events that stand in the room. */
  synchronized List<String> events() {
    return List.copyOf(events);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Reply reply =
        reply(
            exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
            new String(body, StandardCharsets.UTF_8));
    if (reply.status() == 0) {
      exchange.close();
      return;
    }
    byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", reply.body().startsWith("<") ? "text/html" : "application/json");
    exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized Reply reply(String request, String body) throws IOException {
    requests.add(request);
    for (Map.Entry<String, Deque<Reply>> one : prepared.entrySet()) {
      Reply reply = request.contains(one.getKey()) ? one.getValue().poll() : null;
      if (reply != null) {
        if (reply.status() == 0 || reply.body().equals("lost")) {
          usual(request, body);
        }
        return reply;
      }
    }
    return usual(request, body);
  }

  private Reply usual(String request, String body) throws IOException {
    String path = request.substring(request.indexOf(' ') + 1);
    if (path.endsWith("/whoami")) {
      return ok("{\"user_id\":\"" + BOT + "\"}");
    }
    if (path.endsWith("/media/config")) {
      return ok("{\"m.upload.size\":1000}");
    }
    if (path.contains("/directory/room/")) {
      return room ? ok("{\"room_id\":\"!r:x\"}") : missing();
    }
    if (path.endsWith("/createRoom")) {
      room = true;
      return ok("{\"room_id\":\"!r:x\"}");
    }
    if (path.endsWith("/m.room.encryption/")) {
      return missing();
    }
    if (path.endsWith("/members")) {
      return ok("{\"chunk\":[" + String.join(",", members.values()) + "]}");
    }
    if (path.contains("/m.room.member/")) {
      String user =
          URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
      members.put(user, "{\"state_key\":\"" + user + "\",\"content\":" + body + "}");
    }
    if (path.endsWith("/upload")) {
      upload = body;
      return ok("{\"content_uri\":\"mxc://x/y\"}");
    }
    if (path.contains("/media/download/")) {
      return ok(upload);
    }
    if (path.endsWith("/messages")) {
      return ok("{\"chunk\":[" + String.join(",", events.reversed()) + "]}");
    }
    if (path.contains("/send/")) {
      String id = "$" + events.size();
      events.add("{\"event_id\":\"" + id + "\",\"content\":" + json.readTree(body) + "}");
      return ok("{\"event_id\":\"" + id + "\"}");
    }
    return ok("{}");
  }

  private static Reply ok(String body) {
    return new Reply(200, body);
  }

  private static Reply missing() {
    return new Reply(404, "{\"errcode\":\"M_NOT_FOUND\"}");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
