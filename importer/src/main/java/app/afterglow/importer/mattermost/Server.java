package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Multipart;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's REST API, version 4. Each method sends one request, once; all but those that say
 * otherwise take their turn with {@link Pace#await()} and use the token's own account. Used by
 * several threads at once.
 */
final class Server implements AutoCloseable {

  private final URI url;
  private final Secret token;
  private final Http http;
  private final Pace pace;
  private final Timing timing;
  private final JsonMapper json =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
              .build());

  Server(URI url, Secret token, Http http, Pace pace, Timing timing) {
    this.url = url;
    this.token = token;
    this.http = http;
    this.pace = pace;
    this.timing = timing;
  }

  JsonMapper json() {
    return json;
  }

  /** The address a person knows it by. */
  String name() {
    return url.toString();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    pace.await();
    return accepted(http.send(request(token, path).GET().build()), token);
  }

  /** What stands there, null where nothing does. */
  @Nullable JsonNode find(String path) throws IOException, InterruptedException {
    try {
      return get(path);
    } catch (DeliveryException.Refused e) {
      if (e.reason().equals(ServerAnswer.NOT_FOUND)) {
        return null;
      }
      throw e;
    }
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return postAs(token, path, body);
  }

  JsonNode postAs(Secret voice, String path, JsonNode body)
      throws IOException, InterruptedException {
    pace.await();
    return postNow(voice, path, body);
  }

  /** Posts something whose turn somebody else has waited for. */
  JsonNode postNow(Secret voice, String path, JsonNode body)
      throws IOException, InterruptedException {
    return accepted(postBytes(voice, path, json.writeValueAsBytes(body)), voice);
  }

  /** Puts something whose turn somebody else has waited for. */
  JsonNode putNow(Secret voice, String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(voice, path).PUT(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))).build();
    return accepted(http.send(request), voice);
  }

  /** Takes something away whose turn somebody else has waited for. */
  JsonNode deleteNow(Secret voice, String path) throws IOException, InterruptedException {
    return accepted(http.send(request(voice, path).DELETE().build()), voice);
  }

  /** The bare answer to what holds a secret, or is answered with one: the caller wipes both. */
  Answer postSecret(String path, byte[] body) throws IOException, InterruptedException {
    pace.await();
    Answer answer = postBytes(token, path, body);
    if (!ServerAnswer.isGood(answer)) {
      accepted(answer, token);
    }
    return answer;
  }

  /** Posts a file. */
  JsonNode upload(Secret voice, Multipart form) throws IOException, InterruptedException {
    pace.await();
    HttpRequest request =
        authorized(voice, "/files")
            .header("Content-Type", form.contentType())
            .POST(form.body())
            .build();
    return accepted(http.send(request), voice);
  }

  /** A form with one file for a channel. */
  static Multipart form(
      String channel, String clientId, String name, String type, Supplier<InputStream> content) {
    return new Multipart()
        .field("channel_id", channel)
        .field("client_ids", clientId)
        .file("files", name, type, content);
  }

  /** The SHA-256 of what is there, null where nothing is. */
  @Nullable String sha256(String path) throws IOException, InterruptedException {
    pace.await();
    Http.Content content = http.sha256(authorized(token, path).GET().build());
    if (content.sha256() == null && content.answer().status() != 404) {
      // Throws: what is busy or away has not lost anything.
      accepted(content.answer(), token);
    }
    return content.sha256();
  }

  /** The token that the run was given. */
  Secret own() {
    return token;
  }

  private Answer postBytes(Secret voice, String path, byte[] body)
      throws IOException, InterruptedException {
    return http.send(request(voice, path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  private JsonNode accepted(Answer answer, Secret voice) throws IOException {
    return ServerAnswer.accepted(answer, json, name(), timing.now(), voice.equals(token));
  }

  private HttpRequest.Builder request(Secret voice, String path) {
    return authorized(voice, path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder authorized(Secret voice, String path) {
    return HttpRequest.newBuilder(URI.create(url + "/api/v4" + path))
        .header("Authorization", "Bearer " + new String(voice.bytes(), StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    http.close();
  }
}
