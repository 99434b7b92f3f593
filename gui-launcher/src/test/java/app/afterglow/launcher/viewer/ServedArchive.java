package app.afterglow.launcher.viewer;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.launcher.viewer.search.Search;
import app.afterglow.launcher.viewer.server.LocalServer;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.WrittenArchive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An archive that is served, and a session with it. */
final class ServedArchive implements AutoCloseable {

  final ArchiveReader archive;
  final Search search;
  final LocalServer server;
  private final Map<String, String> session = new LinkedHashMap<>();

  private ServedArchive(ArchiveReader archive, Search search, LocalServer server) {
    this.archive = archive;
    this.search = search;
    this.server = server;
  }

  static ServedArchive of(InMemoryHistory history, Path file) throws IOException {
    try (X25519Identity identity = X25519Identity.generate()) {
      WrittenArchive.write(history, file, identity.recipient());
      ArchiveReader archive = ArchiveReader.open(file, List.of(identity));
      MessageFiles files = new MessageFiles(archive);
      Search search = Search.start(files, 16 << 20, Progress.SILENT);
      Visitors visitors = new Visitors(System::nanoTime);
      LocalServer server =
          LocalServer.start(
              0, new ReaderRoutes(files, search, visitors, null).all(), visitors::knocked);
      return new ServedArchive(archive, search, server);
    }
  }

  int port() {
    return server.port();
  }

  String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** The secret of a new address. */
  String newSecret() {
    URI address = server.newAddress();
    return address.getFragment().substring("t=".length());
  }

  /** Hands in a secret. */
  Http.Answer openSession(String secret) throws IOException {
    return Http.of(port(), "POST", "/session").with("Origin", origin()).sending(secret).send();
  }

  /** Cookie and key, as the page has them. */
  Map<String, String> session() throws IOException {
    if (session.isEmpty()) {
      Http.Answer opened = openSession(newSecret());
      session.put("Cookie", opened.header("Set-Cookie").split(";", -1)[0]);
      session.put("X-Afterglow-Key", opened.text());
    }
    return session;
  }

  String key() throws IOException {
    return session().getOrDefault("X-Afterglow-Key", "");
  }

  /** Asks as the page does. */
  Http get(String path) throws IOException {
    return Http.get(port(), path).with(session()).with("Sec-Fetch-Site", "same-origin");
  }

  @Override
  public void close() throws IOException {
    server.close();
    search.close();
    archive.close();
  }
}
