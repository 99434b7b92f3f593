package app.afterglow.launcher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As much of a bot's gateway as an import needs; of some messages it loses the answer. */
public final class ForgetfulGateway implements AutoCloseable {

  private final HttpServer server;
  private final ObjectMapper json = new ObjectMapper();
  private final List<String> texts = new ArrayList<>();
  private int toLose;
  private int rooms;

  /** Starts it. */
  public ForgetfulGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/WickrIO/V2/Apps", this::handle);
    server.start();
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The answers to the next so many messages are lost, and nobody knows the messages. */
  public synchronized void loses(int messages) {
    toLose = messages;
  }

  /** Every message that it sent, in order. */
  public synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/WickrIO/V2/Apps".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestMethod() + " " + path.replaceAll("/[SG].*", "/id")) {
      case "GET /Directory" -> answer(exchange, "{\"users\":[]}");
      case "GET /Statistics" ->
          answer(exchange, "{\"statistics\":{\"pending_messages\":0,\"sent\":7}}");
      case "GET /Rooms" -> answer(exchange, "{\"rooms\":[]}");
      case "POST /Rooms" -> answer(exchange, "{\"vgroupid\":\"S" + rooms++ + "\"}");
      case "POST /Messages" -> message(exchange, json.readTree(body));
      case "POST /File" -> answer(exchange, "Message sent");
      default -> answer(exchange, "{\"rooms\":[{\"vgroupid\":\"" + path.substring(7) + "\"}]}");
    }
  }

  private void message(HttpExchange exchange, JsonNode message) throws IOException {
    if (toLose > 0) {
      toLose--;
      exchange.close();
      return;
    }
    texts.add(message.path("message").asText());
    answer(exchange, "Message sent");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
