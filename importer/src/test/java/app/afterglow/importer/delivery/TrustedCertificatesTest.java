package app.afterglow.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UsageException;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {

  private static final String PASSWORD = "only-for-this-test";

  @TempDir Path folder;

  @Test
  void trustsTheServersOwnCertificateOnlyWhereTold() throws Exception {
    Path store = folder.resolve("server.p12");
    Path pem = folder.resolve("server.pem");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=gateway", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", pem.toString());
    HttpsServer server = server(store);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/"))
              .build();

      assertThat(status(request, TrustedCertificates.only(pem))).isEqualTo(204);
      assertThatThrownBy(() -> status(request, null))
          .isInstanceOf(TargetRefusedException.class)
          .hasMessageContaining("certificate");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesFilesWithoutCertificates() throws IOException {
    Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");

    assertThatThrownBy(() -> TrustedCertificates.only(none)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> TrustedCertificates.only(folder.resolve("absent")))
        .isInstanceOf(UsageException.class);
  }

  private static int status(HttpRequest request, @Nullable SSLContext tls) throws Exception {
    try (Http http = new Http(Duration.ofSeconds(5), Duration.ofSeconds(20), 1000, tls)) {
      return http.send(request).status();
    }
  }

  private static HttpsServer server(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "server",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            folder.resolve("server.p12").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
