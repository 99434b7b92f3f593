package app.afterglow.importer.matrix;

import app.afterglow.archive.History;
import app.afterglow.importer.delivery.DeliveryException;
import app.afterglow.importer.delivery.Http;
import app.afterglow.importer.delivery.Memory;
import app.afterglow.importer.delivery.Upload;
import app.afterglow.model.Attachment;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The homeserver's media: each content is uploaded once. Used by several threads at once. */
final class Media {

  private static final Pattern MXC =
      Pattern.compile("mxc://([^/?#]{1,255})/([A-Za-z0-9_-]{1,255})");
  private static final int LOCKS = 64;
  private static final int KEPT = 10_000;

  private final Homeserver server;
  private final Memory memory;
  private final Object[] locks = new Object[LOCKS];
  private final Map<String, String> hashes =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  Media(Homeserver server, Memory memory) {
    this.server = server;
    this.memory = memory;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** The largest content the homeserver takes, in bytes. */
  static long limit(Homeserver server) throws IOException, InterruptedException {
    JsonNode config = server.find("/_matrix/client/v1/media/config");
    if (config == null) {
      config = server.find("/_matrix/media/v3/config");
    }
    return config == null ? Long.MAX_VALUE : config.path("m.upload.size").asLong(Long.MAX_VALUE);
  }

  /** Where the homeserver keeps a content, uploaded where it isn't there. */
  String uri(History history, Attachment attachment, String name, String mediaType)
      throws IOException, InterruptedException {
    String sha256 = Objects.requireNonNull(attachment.sha256(), "only present ones are sent");
    synchronized (locks[Math.floorMod(sha256.hashCode(), LOCKS)]) {
      String known = memory.upload(sha256);
      if (known != null) {
        return known;
      }
      Upload upload = Upload.of(history, attachment);
      JsonNode answer =
          upload.sending(
              () ->
                  server.upload(
                      "/_matrix/media/v3/upload?filename=" + Http.encoded(name),
                      mediaType,
                      upload::open,
                      attachment.size()));
      String uri = answer.path("content_uri").asText("");
      if (!MXC.matcher(uri).matches()) {
        throw new DeliveryException.Refused("server-refused", "no content_uri");
      }
      memory.rememberUpload(sha256, uri);
      return uri;
    }
  }

  /** The SHA-256 of a content as the homeserver gives it out, empty where it doesn't. */
  String sha256(String uri) throws IOException, InterruptedException {
    Matcher mxc = MXC.matcher(uri);
    if (!mxc.matches()) {
      return "";
    }
    synchronized (hashes) {
      String known = hashes.get(uri);
      if (known != null) {
        return known;
      }
    }
    String id = Http.encoded(mxc.group(1)) + "/" + Http.encoded(mxc.group(2));
    @Nullable String found = server.sha256("/_matrix/client/v1/media/download/" + id);
    if (found == null) {
      found = server.sha256("/_matrix/media/v3/download/" + id);
    }
    if (found == null) {
      return "";
    }
    synchronized (hashes) {
      hashes.put(uri, found);
    }
    return found;
  }
}
