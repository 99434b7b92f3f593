package app.afterglow.importer.wickrio;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Multipart;
import app.afterglow.importer.delivery.Timing;
import app.afterglow.importer.delivery.TrustedCertificates;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's addresses and headers. Each method sends one request, once.
 *
 * <p>Version 2 has the API key in the header {@code x-api-key}, version 1 in the address, where
 * logs see it; the second is taken wherever the gateway knows it.
 */
final class Gateway implements AutoCloseable {

  /** Bytes of JSON; the gateway's parser takes 102,400 and silently drops what is longer. */
  static final int LARGEST_JSON = 100_000;

  private static final int LARGEST_ANSWER = 64 << 20;
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Longer, since the archive is read for a file while it is sent. */
  private static final Duration SILENCE_FOR_FILES = Duration.ofMinutes(2);

  private final URI url;
  private final Secret apiKey;
  private final Secret token;
  private final Http http;
  private final Timing timing;
  private final JsonMapper json = mapper();
  private volatile WickrSettings.Api api;

  Gateway(URI url, WickrSettings.Api api, Secret apiKey, Secret token, Http http, Timing timing) {
    this.url = url;
    this.api = api;
    this.apiKey = apiKey;
    this.token = token;
    this.http = http;
    this.timing = timing;
  }

  /** JSON in which a character takes the bytes it takes in UTF-8, so that they can be counted. */
  static JsonMapper mapper() {
    return new JsonMapper(
        JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build());
  }

  /** The address a person knows it by. */
  String name() {
    return url.toString();
  }

  JsonMapper json() {
    return json;
  }

  /** Finds out which version the gateway speaks, and whether key and token are right. */
  JsonNode directory() throws IOException, InterruptedException {
    if (api != WickrSettings.Api.AUTO) {
      return get("/Directory");
    }
    Answer second = http.send(request("/Directory", WickrSettings.Api.V2).GET().build());
    if (second.status() == 404) {
      Answer first = http.send(request("/Directory", WickrSettings.Api.V1).GET().build());
      // Where neither is known, a wrong key in the address of version 1 looks the same.
      if (first.status() == 404) {
        throw WickrProblems.noGateway(name(), "status 404");
      }
      JsonNode directory = parsed(GatewayAnswer.accepted(first, name(), timing.now()));
      api = WickrSettings.Api.V1;
      return directory;
    }
    JsonNode directory = parsed(GatewayAnswer.accepted(second, name(), timing.now()));
    api = WickrSettings.Api.V2;
    return directory;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return parsed(send(request(path, api).GET().build(), SILENCE));
  }

  /** The counters; an old gateway without any never answers, so this doesn't wait for long. */
  JsonNode statistics() throws IOException, InterruptedException {
    return parsed(send(request("/Statistics", api).GET().build(), Duration.ofSeconds(10)));
  }

  /** Posts JSON. */
  Answer post(String path, JsonNode body) throws IOException, InterruptedException {
    byte[] bytes = json.writeValueAsBytes(body);
    if (bytes.length > LARGEST_JSON) {
      throw new DeliveryException.Refused("too-large", bytes.length + " bytes of JSON");
    }
    HttpRequest request =
        request(path, api)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    return send(request, SILENCE);
  }

  /** Posts a form with a file. */
  Answer post(String path, Multipart form) throws IOException, InterruptedException {
    HttpRequest request =
        request(path, api).header("Content-Type", form.contentType()).POST(form.body()).build();
    return send(request, SILENCE_FOR_FILES);
  }

  JsonNode parsed(Answer answer) throws IOException {
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw WickrProblems.noGateway(name(), "no JSON");
    }
  }

  private Answer send(HttpRequest request, Duration silence)
      throws IOException, InterruptedException {
    return GatewayAnswer.accepted(http.send(request, silence), name(), timing.now());
  }

  private HttpRequest.Builder request(String path, WickrSettings.Api version) {
    String key = new String(apiKey.bytes(), StandardCharsets.UTF_8);
    String base =
        version == WickrSettings.Api.V1
            ? "/WickrIO/V1/Apps/" + URLEncoder.encode(key, StandardCharsets.UTF_8)
            : "/WickrIO/V2/Apps";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + base + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(token.bytes()));
    return version == WickrSettings.Api.V1 ? request : request.header("x-api-key", key);
  }

  /** HTTP as the gateway needs it. */
  static Http http(@Nullable Path certificates) throws IOException {
    return new Http(
        Duration.ofSeconds(10),
        SILENCE,
        LARGEST_ANSWER,
        certificates == null ? null : TrustedCertificates.only(certificates));
  }

  @Override
  public void close() {
    http.close();
  }
}
