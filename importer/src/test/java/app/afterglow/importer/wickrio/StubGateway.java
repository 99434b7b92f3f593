package app.afterglow.importer.wickrio;

import app.afterglow.importer.testing.FormReader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's REST gateway, version 6.60, as far as its source shows how it behaves, over real
 * HTTP: refusals with status 200, uploads that replace each other, a parser that takes a body of
 * more than 100 KB for an empty one, answers that are lost on request.
 */
final class StubGateway implements AutoCloseable {

  static final String API_KEY = "key 1/2?";
  static final String TOKEN = "MDEy-token-789:";

  private static final int LARGEST_JSON = 100 * 1024;
  private static final String BOT = "history.bot@example.org";

  private final JsonMapper json = new JsonMapper();
  private final RecordingBot bot;
  private final Path attachments;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Map<String, Deque<Fault>> faults = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private boolean secondVersion = true;

  /** What goes wrong with a request. */
  enum Fault {
    NONE,
    RATE_LIMITED,
    SERVER_ERROR,
    BAD_GATEWAY,
    PROXY_PAGE,
    /** The connection ends before the gateway has done anything. */
    DROPPED_BEFORE,
    /** The connection ends after the gateway has done it. */
    DROPPED_AFTER,
    BOT_FAILS,
    /** The bot's failure as older gateways tell it, with status 200. */
    BOT_FAILS_QUIETLY
  }

  StubGateway(RecordingBot bot, Path attachments) throws IOException {
    this.bot = bot;
    this.attachments = attachments;
    Files.createDirectories(attachments);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Nothing goes wrong any more. */
  synchronized void clearFaults() {
    faults.clear();
  }

  /** The next requests of this method and path end so: {@code POST /Messages}. */
  synchronized StubGateway fault(String request, Fault... some) {
    faults.computeIfAbsent(request, r -> new ArrayDeque<>()).addAll(List.of(some));
    return this;
  }

  synchronized StubGateway onlyFirstVersion() {
    secondVersion = false;
    return this;
  }

  /** Method and path of every request. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      answer(exchange, body);
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      throw e;
    }
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    Headers head = exchange.getRequestHeaders();
    String contentType = String.valueOf(head.getFirst("Content-Type"));
    ObjectNode parsed = json.createObjectNode();
    // The parser comes before everything else, and only bad syntax stops at it.
    if (contentType.startsWith("application/json") && body.length <= LARGEST_JSON) {
      try {
        JsonNode tree = json.readTree(body);
        if (tree instanceof ObjectNode object) {
          parsed = object;
        } else if (body.length > 0 && !(tree instanceof ArrayNode)) {
          reply(exchange, 400, "text/plain", "Invalid JSON format in request body");
          return;
        }
      } catch (JsonProcessingException e) {
        reply(exchange, 400, "text/plain", "Invalid JSON format in request body");
        return;
      }
    }
    String denied = denied(head.getFirst("Authorization"));
    if (denied != null) {
      reply(exchange, 401, "text/plain", denied);
      return;
    }
    String path = exchange.getRequestURI().getRawPath();
    String endpoint = null;
    String first = "/WickrIO/V1/Apps/key+1%2F2%3F";
    if (path.startsWith("/WickrIO/V2/Apps") && secondVersion) {
      if (!API_KEY.equals(head.getFirst("x-api-key"))) {
        reply(exchange, 401, "text/plain", "Access denied: invalid api-key.");
        return;
      }
      endpoint = path.substring("/WickrIO/V2/Apps".length());
    } else if (path.startsWith(first)) {
      endpoint = path.substring(first.length());
    }
    if (endpoint == null) {
      reply(exchange, 404, "text/plain", "Endpoint " + path + " not found");
      return;
    }
    faulty(exchange, endpoint, contentType, parsed, body);
  }

  private static @Nullable String denied(@Nullable String authorization) {
    if (authorization == null) {
      return "Access denied: invalid Authorization Header format. Correct format:"
          + " \"Authorization: Basic base64_auth_token\"";
    }
    String[] words = authorization.split(" ", -1);
    String token = words.length == 1 ? words[0] : words[1];
    String right = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));
    return token.equals(right) ? null : "Access denied: invalid basic-auth token.";
  }

  private void faulty(
      HttpExchange exchange, String endpoint, String contentType, ObjectNode parsed, byte[] body)
      throws IOException {
    String request = exchange.getRequestMethod() + " " + endpoint;
    Fault fault = next(request);
    switch (fault) {
      case DROPPED_BEFORE -> {
        return;
      }
      case RATE_LIMITED -> {
        exchange.getResponseHeaders().set("Retry-After", "7");
        reply(exchange, 429, "text/plain", "slow down");
        return;
      }
      case SERVER_ERROR -> {
        reply(exchange, 500, "text/html", "<html>MulterError</html>");
        return;
      }
      case BAD_GATEWAY -> {
        reply(exchange, 502, "text/html", "<html>502 Bad Gateway</html>");
        return;
      }
      case PROXY_PAGE -> {
        reply(exchange, 200, "text/html", "<!DOCTYPE html><html>Please log in</html>");
        return;
      }
      case BOT_FAILS_QUIETLY -> {
        reply(exchange, 200, "text/plain", "Failed to send message: client is not connected");
        return;
      }
      case NONE, DROPPED_AFTER, BOT_FAILS -> {
        // The gateway does its work.
      }
    }
    Answer answer = route(request, contentType, parsed, body, fault == Fault.BOT_FAILS);
    if (fault != Fault.DROPPED_AFTER) {
      reply(exchange, answer.status(), answer.type(), answer.text());
    }
  }

  private synchronized Fault next(String request) {
    requests.add(request);
    Deque<Fault> some = faults.get(request);
    Fault fault = some == null ? null : some.poll();
    return fault == null ? Fault.NONE : fault;
  }

  private record Answer(int status, String type, String text) {}

  private Answer route(
      String request, String contentType, ObjectNode parsed, byte[] body, boolean fails) {
    try {
      String[] words = request.split(" ", 2);
      String path = words[1];
      return switch (words[0] + " " + path.replaceFirst("^(/[A-Za-z]+)/.*$", "$1/:id")) {
        case "POST /Messages" -> messages(parsed, fails);
        case "POST /File" -> file(contentType, body, fails);
        case "POST /Rooms" -> makeRoom(parsed, fails);
        case "GET /Rooms" -> new Answer(200, "application/json", rooms("S", "rooms"));
        case "GET /Rooms/:id" -> room(id(path), "rooms");
        case "POST /Rooms/:id" -> changeRoom(id(path), parsed, fails);
        case "POST /GroupConvo" -> makeGroup(parsed, fails);
        case "GET /GroupConvo" -> new Answer(200, "application/json", rooms("G", "groupconvos"));
        case "GET /GroupConvo/:id" -> room(id(path), "groupconvos");
        case "GET /Directory" -> directory();
        case "GET /Statistics" -> statistics();
        default -> new Answer(404, "text/plain", "Endpoint " + path + " not found");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Answer messages(ObjectNode body, boolean fails) {
    if (!body.hasNonNull("users") && body.path("vgroupid").asText("").isEmpty()) {
      return text(200, "Need a list of users OR a vGroupID to send a message.");
    }
    String message = body.path("message").asText("");
    if (message.isEmpty() && !body.has("attachment")) {
      return text(200, "Need a message OR an attachment to send a message.");
    }
    try {
      if (fails) {
        throw new IllegalArgumentException("the bot fails");
      }
      bot.message(body.path("vgroupid").asText(), message);
      return text(200, "Sending message");
    } catch (IllegalArgumentException e) {
      return text(400, "Failed to send message");
    }
  }

  private Answer file(String contentType, byte[] body, boolean fails) throws IOException {
    List<FormReader.Part> parts;
    try {
      parts = FormReader.read(contentType, body);
    } catch (IllegalArgumentException e) {
      return new Answer(500, "text/html", "<html>Error: Unexpected end of form</html>");
    }
    String vgroupId = "";
    FormReader.Part file = null;
    for (FormReader.Part part : parts) {
      if (part.fileName() != null && part.name().equals("attachment")) {
        file = part;
      } else if (part.name().equals("vgroupid")) {
        vgroupId = part.text();
      }
    }
    if (vgroupId.isEmpty()) {
      return text(400, "Need a list of users OR a vGroupID to send a message.");
    }
    if (file == null || file.fileName() == null) {
      return text(400, "No attachment included in request");
    }
    Path name = Path.of(file.fileName()).getFileName();
    Path stored = attachments.resolve(name);
    Files.deleteIfExists(stored);
    Files.write(stored, file.content());
    try {
      if (fails) {
        throw new IllegalArgumentException("the bot fails");
      }
      bot.file(vgroupId, stored, name.toString());
      return text(200, "Sending message");
    } catch (IllegalArgumentException e) {
      return text(400, "Failed to send attachment");
    }
  }

  private Answer makeRoom(ObjectNode body, boolean fails) {
    JsonNode room = body.path("room");
    if (room.isMissingNode()) {
      return text(400, "Cannot process request without a room object");
    }
    boolean whole =
        !room.path("title").asText("").isEmpty()
            && !room.path("description").asText("").isEmpty()
            && room.has("members")
            && room.has("masters");
    if (!whole) {
      return text(
          400,
          "To Create a secure room you must at least send the following Arguments: Title,"
              + " description, members and masters.");
    }
    if (fails) {
      return text(400, "Failed to create room");
    }
    RecordingBot.Room made =
        bot.make(
            "S",
            room.path("title").asText(),
            room.path("description").asText(),
            names(room.path("members")),
            names(room.path("masters")),
            room.path("ttl").asText("2592000"),
            room.path("bor").asText("0"));
    return new Answer(200, "application/json", "{\"vgroupid\":\"" + made.vgroupId + "\"}");
  }

  private Answer makeGroup(ObjectNode body, boolean fails) {
    JsonNode group = body.path("groupconvo");
    if (!group.has("members")) {
      return new Answer(200, "text/html", "An array of GroupConvo members is required");
    }
    if (fails) {
      return text(400, "Failed to create group conversation");
    }
    Set<String> members = names(group.path("members"));
    RecordingBot.Room made =
        bot.make(
            "G",
            "",
            "",
            members,
            members,
            group.path("ttl").asText("2592000"),
            group.path("bor").asText("0"));
    return new Answer(200, "application/json", "{\"vgroupid\":\"" + made.vgroupId + "\"}");
  }

  private Answer changeRoom(String id, ObjectNode body, boolean fails) {
    try {
      if (fails) {
        throw new IllegalArgumentException("the bot fails");
      }
      RecordingBot.Room room = bot.room(id);
      if (body.has("members")) {
        room.members = names(body.path("members"));
      }
      if (body.has("masters")) {
        room.masters = names(body.path("masters"));
      }
      // The gateway's library labels a plain text as HTML where nothing else is said.
      return new Answer(200, "text/html", "Room modified successfully");
    } catch (IllegalArgumentException e) {
      return text(400, "Failed to modify room");
    }
  }

  private static Set<String> names(JsonNode users) {
    Set<String> names = new LinkedHashSet<>();
    users.forEach(user -> names.add(user.path("name").asText()));
    return names;
  }

  private Answer room(String id, String list) {
    try {
      return new Answer(200, "application/json", list(List.of(bot.room(id)), list));
    } catch (IllegalArgumentException e) {
      return text(400, "Failed to retrieve room");
    }
  }

  private String rooms(String prefix, String list) {
    return list(bot.rooms(prefix), list);
  }

  private String list(List<RecordingBot.Room> rooms, String name) {
    ObjectNode answer = json.createObjectNode();
    ArrayNode array = answer.putArray(name);
    for (RecordingBot.Room room : rooms) {
      ObjectNode one = array.addObject();
      one.put("title", room.title).put("description", room.description);
      room.members.forEach(m -> one.withArray("/members").addObject().put("name", m));
      room.masters.forEach(m -> one.withArray("/masters").addObject().put("name", m));
      one.put("ttl", room.ttl).put("bor", room.bor).put("vgroupid", room.vgroupId);
    }
    return answer.toString();
  }

  private Answer directory() {
    ObjectNode answer = json.createObjectNode();
    ArrayNode users = answer.putArray("users");
    bot.directory().forEach(user -> users.addObject().put("name", user));
    users.addObject().put("name", BOT);
    return new Answer(200, "application/json", answer.toString());
  }

  private Answer statistics() {
    ObjectNode answer = json.createObjectNode();
    answer
        .putObject("statistics")
        .put("message_count", 0)
        .put("pending_messages", 0)
        .put("sent", bot.sent())
        .put("received", 3)
        .put("sent_errors", 0)
        .put("recv_errors", 0);
    return new Answer(200, "application/json", answer.toString());
  }

  private static Answer text(int status, String text) {
    return new Answer(status, "text/plain", text);
  }

  private static void reply(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
