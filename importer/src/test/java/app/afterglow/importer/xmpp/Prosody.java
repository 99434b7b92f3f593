package app.afterglow.importer.xmpp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Prosody in a folder of its own, listening on loopback only. */
final class Prosody implements AutoCloseable {

  static final String HOST = "chat.test";
  static final String ROOMS = "rooms.chat.test";

  private final Path folder;
  private final Path config;
  private final Path data;
  private final int port;
  private @Nullable Process running;

  private Prosody(Path folder) throws IOException {
    this.folder = folder;
    this.data = Files.createDirectories(folder.resolve("data"));
    this.config = folder.resolve("prosody.cfg.lua");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    // It complains where there is no folder for certificates.
    Files.createDirectories(folder.resolve("certs"));
    Files.writeString(config, settings());
  }

  /** A server that isn't running yet; the test is skipped where Prosody isn't installed. */
  static Prosody in(Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prosody"))
            && Files.isExecutable(Path.of("/usr/bin/prosody-migrator")),
        "Prosody is not installed: apt-get install prosody");
    return new Prosody(folder);
  }

  private String settings() {
    return """
        data_path = "DATA"
        pidfile = "FOLDER/prosody.pid"
        log = { info = "FOLDER/prosody.log" }
        run_as_root = true
        interfaces = { "127.0.0.1" }
        c2s_ports = { PORT }
        c2s_direct_tls_ports = {}
        s2s_ports = {}
        modules_enabled = { "roster"; "saslauth"; "private"; "vcard_legacy"; "pep"; "mam"; "disco" }
        modules_disabled = { "s2s"; "tls"; "offline" }
        c2s_require_encryption = false
        allow_unencrypted_plain_auth = true
        authentication = "internal_plain"
        storage = "internal"
        archive_expires_after = "never"
        muc_log_expires_after = "never"
        max_archive_query_results = 1000
        storage_archive_item_limit = 1000000
        VirtualHost "chat.test"
        Component "rooms.chat.test" "muc"
          modules_enabled = { "muc_mam" }
        """
        .replace("DATA", data.toString())
        .replace("FOLDER", folder.toString())
        .replace("PORT", Integer.toString(port));
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("prosody.log"));
  }

  /**
   * Imports a folder as the documentation says for the storage {@code internal}: accounts through
   * the migrator, rooms by copying what isn't there yet.
   */
  void importFolder(Path imported) throws IOException, InterruptedException {
    run(prepare(imported));
    try (Stream<Path> users = Files.list(data)) {
      for (Path user : users.filter(p -> p.toString().endsWith(".xml")).toList()) {
        Files.delete(user);
      }
    }
  }

  /** Begins such an import and kills it (SIGKILL) so much later; true where it was at work. */
  boolean killImport(Path imported, long millis) throws IOException, InterruptedException {
    Process migrator =
        new ProcessBuilder(prepare(imported))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.out").toFile())
            .start();
    boolean ended = migrator.waitFor(millis, TimeUnit.MILLISECONDS);
    migrator.destroyForcibly().waitFor();
    return !ended;
  }

  private static void copyNew(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
  }

  /**
   * Lays everything out for Prosody's own migrator and returns its command: the migrator's only
   * change is where this server's data lie.
   */
  private List<String> prepare(Path imported) throws IOException {
    copyNew(imported.resolve("users"), data);
    copyNew(imported.resolve("prosody"), data);
    String written = Files.readString(imported.resolve("migrator.cfg.lua"), StandardCharsets.UTF_8);
    Path settings = folder.resolve("migrator.cfg.lua");
    Files.writeString(
        settings,
        written.substring(0, written.indexOf("output {"))
            + "output { type = \"internal\"; path = \""
            + data
            + "\" }\n");
    Path script = folder.resolve("prosody-migrator");
    Files.writeString(
        script,
        Files.readString(Path.of("/usr/bin/prosody-migrator"))
            .replace("CFG_DATADIR='/var/lib/prosody'", "CFG_DATADIR='" + data + "'"));
    String lua = Files.readAllLines(script).getFirst().replaceFirst("^#!/usr/bin/env ", "");
    return List.of(
        lua,
        script.toString(),
        "--root",
        "--keep-going",
        "--config",
        settings.toString(),
        "users",
        "output");
  }

  /** Makes an account. */
  void account(String name, String password) throws IOException, InterruptedException {
    run(
        List.of(
            "prosodyctl",
            "--root",
            "--config",
            config.toString(),
            "register",
            name,
            HOST,
            password));
  }

  /** Starts it, and waits until it takes connections. */
  void start() throws IOException, InterruptedException {
    running =
        new ProcessBuilder("prosody", "-F", "--config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prosody.out").toFile())
            .start();
    for (int i = 0; i < 600; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        if (!running.isAlive()) {
          break;
        }
        Thread.sleep(100);
      }
    }
    throw new IOException(
        "Prosody didn't start: " + Files.readString(folder.resolve("prosody.out")));
  }

  /** What a command said. */
  private String run(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "command", ".out");
    Process process =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    if (!ended || process.exitValue() != 0 || text.contains("Error migrating data for user")) {
      throw new IOException(String.join(" ", command) + ": " + text);
    }
    return text;
  }

  @Override
  public void close() {
    if (running != null) {
      running.destroy();
      try {
        if (!running.waitFor(10, TimeUnit.SECONDS)) {
          running.destroyForcibly();
        }
      } catch (InterruptedException e) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
