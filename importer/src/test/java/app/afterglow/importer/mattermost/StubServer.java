package app.afterglow.importer.mattermost;

import app.afterglow.importer.testing.FormReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP face of a Mattermost server in memory, with what can go wrong on the way; what it knows
 * and its rules are in {@link StubState}.
 */
final class StubServer implements AutoCloseable {

  /** A refusal: a status and the error's id. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;

    Refusal(int status, String id) {
      super(id);
      this.status = status;
    }
  }

  /** What goes wrong with a request. */
  enum Fault {
    RATE_LIMITED,
    RATE_LIMITED_WITHOUT_RETRY_AFTER,
    UNAVAILABLE,
    FAILED_BEFORE,
    FAILED_AFTER,
    BAD_GATEWAY_AFTER,
    RESET_BEFORE,
    RESET_AFTER,
    CUT_IN_THE_MIDDLE
  }

  final StubState state = new StubState();
  private final JsonMapper json = new JsonMapper();
  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Deque<Fault>> faults = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private @Nullable Random chaos;
  private String awaited = "nothing";
  private int countdown;
  private Runnable happening = () -> {};

  StubServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(workers);
    http.createContext("/api/v4", this::handle);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The next requests whose method and path hold this go wrong. */
  synchronized void fault(String request, Fault... some) {
    faults.computeIfAbsent(request, r -> new ArrayDeque<>()).addAll(List.of(some));
  }

  /** Nothing goes wrong any more. */
  synchronized void clearFaults() {
    faults.clear();
  }

  /** One request in ten goes wrong, in some way. */
  synchronized void chaos(long seed) {
    chaos = new Random(seed);
  }

  /** Something happens before the request of this number whose method and path hold this. */
  synchronized void whenever(String request, int number, Runnable happens) {
    awaited = request;
    countdown = number;
    happening = happens;
  }

  synchronized void calm() {
    chaos = null;
  }

  /** Every request so far, method and path. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized int count() {
    return requests.size();
  }

  private synchronized @Nullable Fault fault(String request) {
    requests.add(request);
    if (request.contains(awaited) && --countdown == 0) {
      happening.run();
    }
    for (Map.Entry<String, Deque<Fault>> one : faults.entrySet()) {
      Fault fault = request.contains(one.getKey()) ? one.getValue().poll() : null;
      if (fault != null) {
        return fault;
      }
    }
    if (chaos != null && chaos.nextInt(10) == 0) {
      return Fault.values()[chaos.nextInt(Fault.values().length)];
    }
    return null;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/api/v4".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault = fault(exchange.getRequestMethod() + " " + path);
    switch (fault) {
      case RATE_LIMITED -> {
        exchange.getResponseHeaders().add("Retry-After", "7");
        exchange.getResponseHeaders().add("X-RateLimit-Reset", "1");
        text(exchange, 429, "limit exceeded");
      }
      case RATE_LIMITED_WITHOUT_RETRY_AFTER -> {
        exchange.getResponseHeaders().add("X-RateLimit-Limit", "10");
        exchange.getResponseHeaders().add("X-RateLimit-Remaining", "0");
        exchange.getResponseHeaders().add("X-RateLimit-Reset", "3");
        text(exchange, 429, "limit exceeded");
      }
      case UNAVAILABLE -> text(exchange, 503, "busy");
      case RESET_BEFORE -> exchange.close();
      case FAILED_BEFORE -> text(exchange, 500, error(500, "app.some.app_error"));
      case FAILED_AFTER -> {
        answer(exchange, path, body);
        text(exchange, 500, error(500, "app.some.app_error"));
      }
      case BAD_GATEWAY_AFTER -> {
        answer(exchange, path, body);
        text(exchange, 502, "<html>bad gateway</html>");
      }
      case RESET_AFTER -> {
        answer(exchange, path, body);
        exchange.close();
      }
      case CUT_IN_THE_MIDDLE -> {
        byte[] whole = answer(exchange, path, body).body();
        exchange.sendResponseHeaders(200, whole.length + 10);
        exchange.getResponseBody().write(whole, 0, whole.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case null -> {
        Reply reply = answer(exchange, path, body);
        send(exchange, reply.status(), reply.body());
      }
    }
  }

  private record Reply(int status, byte[] body) {}

  private Reply answer(HttpExchange exchange, String path, byte[] body) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    try {
      synchronized (state) {
        String me = state.session(header == null ? "" : header.replace("Bearer ", ""));
        Object made = route(exchange, me, path, body);
        return made instanceof byte[] bytes
            ? new Reply(200, bytes)
            : new Reply(
                exchange.getRequestMethod().equals("POST") ? 201 : 200,
                json.writeValueAsBytes(made));
      }
    } catch (Refusal e) {
      byte[] error =
          error(e.status, Objects.requireNonNull(e.getMessage())).getBytes(StandardCharsets.UTF_8);
      return new Reply(e.status, error);
    }
  }

  private Object route(HttpExchange exchange, String me, String path, byte[] body)
      throws IOException {
    String request = exchange.getRequestMethod() + " " + path;
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (request.equals("POST /files")) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      return upload(me, FormReader.read(type, body));
    }
    JsonNode sent = body.length == 0 ? json.createObjectNode() : json.readTree(body);
    if (request.matches("POST /(users|teams|channels)(/.*)?")) {
      return make(me, path, sent);
    }
    return switch (request) {
      case "POST /posts" -> state.post(me, sent);
      case "POST /reactions" -> state.react(me, sent);
      case "GET /users/me" -> state.user(me);
      case "GET /config/client" -> state.config();
      default -> look(me, exchange.getRequestMethod(), path, query, sent);
    };
  }

  private Object make(String me, String path, JsonNode sent) {
    String user = part(path, "/users/([a-z0-9]{26})/tokens");
    if (user != null) {
      return state.makeToken(me, user, sent);
    }
    String team = part(path, "/teams/([a-z0-9]{26})/members");
    if (team != null) {
      return state.joinTeam(me, sent);
    }
    String channel = part(path, "/channels/([a-z0-9]{26})/members");
    if (channel != null) {
      return state.join(channel, sent);
    }
    return switch (path) {
      case "/users" -> state.makeUser(me, sent);
      case "/users/usernames" -> state.users(sent);
      case "/users/tokens/revoke" -> state.revoke(me, sent);
      case "/teams" -> state.makeTeam(sent);
      case "/channels" -> state.makeChannel(me, sent);
      case "/channels/direct" -> state.direct(me, sent, "D");
      case "/channels/group" -> state.direct(me, sent, "G");
      default -> throw new Refusal(404, "api.context.404.app_error");
    };
  }

  private Object look(String me, String method, String path, String query, JsonNode sent) {
    String channel = part(path, "/channels/([a-z0-9]{26})(?:/posts|/patch)?");
    String file = part(path, "/files/([a-z0-9]{26})");
    String tokens = part(path, "/users/([a-z0-9]{26})/tokens");
    String email = part(path, "/users/email/(.*)");
    String team = part(path, "/teams/name/(.*)");
    String named = part(path, "/teams/[a-z0-9]{26}/channels/name/(.*)");
    String reaction = part(path, "/users/[a-z0-9]{26}/posts/(.*)");
    if (method.equals("DELETE") && reaction != null) {
      return state.unreact(me, reaction);
    }
    if (channel != null && path.endsWith("/posts")) {
      Matcher before = Pattern.compile("before=([a-z0-9]+)").matcher(query);
      return state.posts(me, channel, before.find() ? before.group(1) : "");
    }
    if (channel != null) {
      return path.endsWith("/patch") ? state.header(me, channel, sent) : state.channel(channel);
    }
    if (file != null) {
      return state.file(file);
    }
    if (tokens != null) {
      return state.tokens(tokens);
    }
    if (email != null) {
      return state.byEmail(email);
    }
    return team != null ? state.teamNamed(team) : state.channelNamed(named == null ? "" : named);
  }

  private static @Nullable String part(String path, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(path);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private ObjectNode upload(String me, List<FormReader.Part> parts) {
    String channel = "";
    String client = "";
    ObjectNode answer = json.createObjectNode();
    ArrayNode infos = answer.putArray("file_infos");
    for (FormReader.Part part : parts) {
      switch (part.name()) {
        case "channel_id" -> channel = part.text();
        case "client_ids" -> client = part.text();
        default -> infos.add(state.upload(me, channel, String.valueOf(part.fileName()), part));
      }
    }
    answer.putArray("client_ids").add(client);
    return answer;
  }

  private static String error(int status, String id) {
    return "{\"id\":\"" + id + "\",\"message\":\"words\",\"status_code\":" + status + "}";
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    workers.shutdownNow();
  }
}
