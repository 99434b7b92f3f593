package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Pace;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The homeserver's Client-Server API, as an application service uses it. Each method sends one
 * request, once; all but those of a step take their turn with {@link Pace#await()}. Used by several
 * threads at once.
 */
final class Homeserver implements AutoCloseable {

  private static final String CLIENT = "/_matrix/client/v3";

  private final URI url;
  private final Secret token;
  private final Http http;
  private final Pace pace;
  private final Timing timing;
  private final JsonMapper json = mapper();

  Homeserver(URI url, Secret token, Http http, Pace pace, Timing timing) {
    this.url = url;
    this.token = token;
    this.http = http;
    this.pace = pace;
    this.timing = timing;
  }

  /** JSON in which a character takes the bytes it takes in UTF-8, so that they can be counted. */
  static JsonMapper mapper() {
    return new JsonMapper(
        JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build());
  }

  JsonMapper json() {
    return json;
  }

  /** The address a person knows it by. */
  String name() {
    return url.toString();
  }

  /** A path below the Client-Server API, its parts encoded. */
  static String path(String... parts) {
    StringJoiner path = new StringJoiner("/", CLIENT + "/", "");
    for (String part : parts) {
      path.add(Http.encoded(part));
    }
    return path.toString();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    pace.await();
    return send(request(path).GET().build());
  }

  /** What stands there, null where nothing does. */
  @Nullable JsonNode find(String path) throws IOException, InterruptedException {
    try {
      return get(path);
    } catch (DeliveryException.Refused e) {
      if (e.reason().equals(MatrixAnswer.NOT_FOUND)) {
        return null;
      }
      throw e;
    }
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    pace.await();
    return send(request(path).POST(body(body)).build());
  }

  JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
    pace.await();
    return send(request(path).PUT(body(body)).build());
  }

  /** Puts something whose turn somebody else has waited for. */
  JsonNode putNow(String path, JsonNode body) throws IOException, InterruptedException {
    return send(request(path).PUT(body(body)).build());
  }

  /** Posts a content of so many bytes. */
  JsonNode upload(String path, String mediaType, Supplier<InputStream> content, long size)
      throws IOException, InterruptedException {
    pace.await();
    BodyPublisher body =
        size == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), size);
    HttpRequest request = authorized(path).header("Content-Type", mediaType).POST(body).build();
    return send(request);
  }

  /** The SHA-256 of what is there, null where nothing is. */
  @Nullable String sha256(String path) throws IOException, InterruptedException {
    pace.await();
    Http.Content content = http.sha256(authorized(path).GET().build());
    if (content.sha256() == null && content.answer().status() != 404) {
      // Throws: what is busy or away has not lost anything.
      MatrixAnswer.accepted(content.answer(), json, name(), timing.now());
    }
    return content.sha256();
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    return MatrixAnswer.accepted(http.send(request), json, name(), timing.now());
  }

  private BodyPublisher body(JsonNode body) throws IOException {
    return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
  }

  private HttpRequest.Builder request(String path) {
    return authorized(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + new String(token.bytes(), StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    http.close();
  }
}
