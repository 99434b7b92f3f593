package app.afterglow.importer.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A real Synapse on loopback, with SQLite and a configuration of the test's own. */
final class Synapse implements AutoCloseable {

  static final String SERVER_NAME = "afterglow.test";

  /** What it takes at most for an upload, in bytes. */
  static final int LARGEST_UPLOAD = 200_000;

  private static final String SECRET = "only for tests";

  private final Path root;
  private final Path home;
  private final int port;
  private @Nullable Process process;

  private Synapse(Path root, Path home, int port) {
    this.root = root;
    this.home = home;
    this.port = port;
  }

  /**
   * Starts one that knows these application services.
   *
   * @param more lines of configuration
   */
  static Synapse start(Path root, List<Path> registrations, String more)
      throws IOException, InterruptedException {
    Path base = Files.createDirectories(root.resolve("var/lib/afterglow-test"));
    Path home = Files.createTempDirectory(base, "synapse");
    Synapse synapse = new Synapse(root, home, freePort());
    synapse.configure(registrations, more);
    synapse.launch();
    return synapse;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Stops it and starts it again: it has forgotten all transactions then. */
  void restart() throws IOException, InterruptedException {
    stop();
    launch();
  }

  private void configure(List<Path> registrations, String more) throws IOException {
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    Files.writeString(
        home.resolve("signing.key"),
        "ed25519 a_test " + Base64.getEncoder().withoutPadding().encodeToString(seed) + "\n");
    for (int i = 0; i < registrations.size(); i++) {
      Files.copy(registrations.get(i), home.resolve("as" + i + ".yaml"));
    }
    Files.writeString(
        home.resolve("log.yaml"),
        """
        version: 1
        handlers:
          out: {class: logging.StreamHandler}
        root: {level: WARNING, handlers: [out]}
        disable_existing_loggers: false
        """);
    String services =
        Stream.iterate(0, i -> i < registrations.size(), i -> i + 1)
            .map(i -> inside("as" + i + ".yaml"))
            .collect(Collectors.joining(", ", "[", "]"));
    String rates =
        Stream.of("message", "registration", "login", "joins", "admin_redaction")
            .map(name -> "rc_" + name + ": " + rate(name))
            .collect(Collectors.joining("\n"));
    Files.writeString(
        home.resolve("homeserver.yaml"),
        String.join(
            "\n",
            "server_name: " + SERVER_NAME,
            "report_stats: false",
            "suppress_key_server_warning: true",
            "trusted_key_servers: []",
            "signing_key_path: " + inside("signing.key"),
            "log_config: " + inside("log.yaml"),
            "media_store_path: " + inside("media"),
            "max_upload_size: " + LARGEST_UPLOAD,
            "macaroon_secret_key: abc",
            "form_secret: abc",
            "registration_shared_secret: " + SECRET,
            "presence: {enabled: false}",
            "database: {name: sqlite3, args: {database: " + inside("homeserver.db") + "}}",
            "listeners:",
            "  - {port: "
                + port
                + ", type: http, bind_addresses: ['127.0.0.1'], resources: [{names: [client]}]}",
            "app_service_config_files: " + services,
            rates,
            more,
            ""));
  }

  private static String rate(String name) {
    String wide = "{per_second: 10000, burst_count: 10000}";
    return switch (name) {
      case "login" -> "{address: " + wide + ", account: " + wide + "}";
      case "joins" -> "{local: " + wide + "}";
      default -> wide;
    };
  }

  /** A file's name as Synapse sees it. */
  private String inside(String name) {
    return "/" + root.relativize(home.resolve(name));
  }

  private void launch() throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                "chroot",
                root.toString(),
                "python3",
                "-m",
                "synapse.app.homeserver",
                "-c",
                inside("homeserver.yaml"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("synapse.log").toFile()))
            .start();
    for (int i = 0; i < 1_200; i++) {
      if (!process.isAlive()) {
        throw new IOException("Synapse ended: " + Files.readString(home.resolve("synapse.log")));
      }
      try {
        new MatrixClient(url(), "").get("/_matrix/client/versions");
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("Synapse doesn't answer");
  }

  /** Makes a person with an account. */
  MatrixClient person(String name) throws IOException, InterruptedException {
    MatrixClient nobody = new MatrixClient(url(), "");
    String path = "/_synapse/admin/v1/register";
    String nonce = nobody.get(path).path("nonce").asText();
    ObjectNode body = new JsonMapper().createObjectNode();
    body.put("nonce", nonce).put("username", name).put("password", "secret").put("admin", false);
    body.put("mac", mac(String.join("\0", nonce, name, "secret", "notadmin")));
    JsonNode answer = nobody.send("POST", path, body);
    return new MatrixClient(url(), answer.path("access_token").asText());
  }

  private static String mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void stop() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(home)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
