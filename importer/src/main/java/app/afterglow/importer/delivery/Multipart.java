package app.afterglow.importer.delivery;

import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A {@code multipart/form-data} body (RFC 7578) whose file is streamed, never held. */
public final class Multipart {

  private final String boundary;
  private final List<BodyPublisher> parts = new ArrayList<>();

  /** An empty body. */
  public Multipart() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    this.boundary = "afterglow-" + HexFormat.of().formatHex(random);
  }

  /** Adds a field. */
  public Multipart field(String name, String value) {
    parts.add(text(head("form-data; name=\"" + quoted(name) + "\"", null) + value + "\r\n"));
    return this;
  }

  /**
   * Adds a file.
   *
   * <p>Its name stands there twice: in ASCII, and where that isn't all of it also in UTF-8 (RFC
   * 5987), since servers disagree about the encoding of the first.
   *
   * @param content opened once for each attempt of the body; closed by the body
   */
  public Multipart file(
      String name, String fileName, String mediaType, Supplier<? extends InputStream> content) {
    String ascii = quoted(fileName.replaceAll("[^\\x20-\\x7E]", "_"));
    String disposition = "form-data; name=\"" + quoted(name) + "\"; filename=\"" + ascii + "\"";
    if (!ascii.equals(fileName)) {
      disposition += "; filename*=UTF-8''" + percent(fileName);
    }
    parts.add(text(head(disposition, mediaType)));
    parts.add(BodyPublishers.ofInputStream(content));
    parts.add(text("\r\n"));
    return this;
  }

  /** The value of {@code Content-Type}. */
  public String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** The body. */
  public BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(text("--" + boundary + "--\r\n"));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }

  private String head(String disposition, @Nullable String mediaType) {
    String type = mediaType == null ? "" : "Content-Type: " + mediaType + "\r\n";
    return "--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\n" + type + "\r\n";
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
  }

  private static String quoted(String value) {
    return value.replace("\\", "_").replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String percent(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
