package app.afterglow.launcher.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.reader.testing.DemoHistory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger on this machine, or a hostile page in the browser, may not do. */
class ServerSecurityTest {

  private static final String PRIVATE = "/api/people";

  @TempDir static Path folder;
  private static ServedArchive served;

  @BeforeAll
  static void serve() throws IOException {
    served = ServedArchive.of(DemoHistory.make(), folder.resolve("demo.zip.age"));
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  @Test
  void answersWhoeverHasTheSession() throws IOException {
    Http.Answer people = served.get(PRIVATE).send();

    assertThat(people.status()).isEqualTo(200);
    assertThat(people.text()).contains("Mara Lindqvist");
    assertThat(people.header("Content-Type")).isEqualTo("application/jsonl; charset=utf-8");
  }

  @Test
  void pageItselfIsEmptyAndNeedsNoSession() throws IOException {
    Http.Answer page = Http.get(served.port(), "/").send();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("<div id=\"app\">").doesNotContain("Mara");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", "0.0.0.0"})
  void refusesAnotherHost(String host) throws IOException {
    for (String path : List.of("/", "/assets/reader.js", PRIVATE)) {
      Http.Answer answer = served.get(path).with("Host", host).send();

      assertThat(answer.status()).as(path).isEqualTo(421);
      assertThat(answer.text()).doesNotContain("Mara").doesNotContain("<html");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "http://localhost:80", "https://127.0.0.1"})
  void refusesAnotherPage(String origin) throws IOException {
    assertThat(served.get(PRIVATE).with("Origin", origin).send().status()).isEqualTo(403);
    assertThat(served.get("/").with("Origin", origin).send().status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", "SAME-ORIGIN"})
  void refusesAnotherSite(String site) throws IOException {
    for (String path : List.of("/assets/reader.js", PRIVATE)) {
      assertThat(served.get(path).with("Sec-Fetch-Site", site).send().status()).isEqualTo(403);
    }
  }

  @Test
  void addressMayBeFollowedFromAnywhere() throws IOException {
    for (String site : List.of("none", "cross-site")) {
      assertThat(Http.get(served.port(), "/").with("Sec-Fetch-Site", site).send().status())
          .isEqualTo(200);
    }
  }

  @Test
  void cookieAndKeyAreWorthNothingAlone() throws IOException {
    for (String path :
        List.of(PRIVATE, "/api/description", "/api/losses", "/api/messages?c=0&start=0&count=1")) {
      assertThat(Http.get(served.port(), path).send().status()).isEqualTo(401);
      assertThat(served.get(path).with("Cookie", "").send().status()).isEqualTo(401);
      assertThat(served.get(path).with("X-Afterglow-Key", "").send().status()).isEqualTo(401);
      assertThat(served.get(path).with("X-Afterglow-Key", "x").send().status()).isEqualTo(401);
      assertThat(
              served.get(path).with("Cookie", "afterglow-" + served.port() + "=x").send().status())
          .isEqualTo(401);
    }
  }

  @Test
  void addressOpensOnce() throws IOException {
    String secret = served.newSecret();

    Http.Answer first = served.openSession(secret);
    Http.Answer second = served.openSession(secret);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Set-Cookie"))
        .startsWith("afterglow-" + served.port() + "=")
        .contains("; HttpOnly")
        .contains("; SameSite=Strict");
    assertThat(second.status()).isEqualTo(403);
    assertThat(second.header("Set-Cookie")).isEmpty();
    assertThat(served.openSession("").status()).isEqualTo(403);
    assertThat(served.openSession("x".repeat(43)).status()).isEqualTo(403);
  }

  @Test
  void secretIsTakenOnlyFromThePageItself() throws IOException {
    String secret = served.newSecret();
    Http post = Http.of(served.port(), "POST", "/session").sending(secret);

    assertThat(post.send().status()).isEqualTo(403);
    assertThat(post.with("Origin", "http://evil.example").send().status()).isEqualTo(403);
    assertThat(
            post.with("Origin", served.origin())
                .with("Sec-Fetch-Site", "cross-site")
                .send()
                .status())
        .isEqualTo(403);
    assertThat(Http.get(served.port(), "/session?t=" + secret).send().status()).isEqualTo(405);
    assertThat(served.openSession(secret).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/assets/../../etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/reader.js/",
        "/assets/",
        "/attachment/../data/people.jsonl",
        "/attachment/..%2f..%2fdata%2fpeople.jsonl",
        "/attachment/%2e%2e/people.jsonl",
        "/attachment/",
        "//etc/passwd",
        "/data/people.jsonl",
        "/index.html",
        "/api/",
        "/api/people/",
        "/api/PEOPLE"
      })
  void pathsAreNoFiles(String path) throws IOException {
    Http.Answer answer = served.get(path + "?k=" + served.key()).send();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).doesNotContain("root:").doesNotContain("Mara");
  }

  @Test
  void takesNoOtherMethods() throws IOException {
    for (String method : List.of("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
      Http.Answer answer = Http.of(served.port(), method, PRIVATE).with(served.session()).send();
      assertThat(answer.status()).as(method).isEqualTo(405);
    }
    Http.Answer head = Http.of(served.port(), "HEAD", PRIVATE).with(served.session()).send();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/pages",
        "/api/pages?c=-1",
        "/api/pages?c=99999999999999999999",
        "/api/pages?c=x",
        "/api/messages?c=0&start=0",
        "/api/messages?c=0&start=-5&count=3",
        "/api/messages?c=0&start=%zz&count=3",
        "/api/ordinal?c=0&time=now"
      })
  void refusesNonsense(String path) throws IOException {
    assertThat(served.get(path).send().status()).isEqualTo(400);
  }

  @Test
  void refusesNumbersThatAreNotThere() throws IOException {
    assertThat(served.get("/api/pages?c=999").send().status()).isEqualTo(404);
    assertThat(served.get("/api/messages?c=0&start=99999&count=1").send().status()).isEqualTo(404);
  }

  @Test
  void everyAnswerForbidsToBeKeptFramedOrGuessedAt() throws IOException {
    List<Http.Answer> answers =
        List.of(
            Http.get(served.port(), "/").send(),
            Http.get(served.port(), "/nothing").send(),
            Http.get(served.port(), PRIVATE).send(),
            served.get(PRIVATE).send(),
            served.get("/").with("Host", "evil.example").send());
    for (Http.Answer answer : answers) {
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.header("Content-Security-Policy"))
          .startsWith("default-src 'none'; script-src 'self';")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe")
          .doesNotContain("*");
    }
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws IOException {
    for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : device.inetAddresses().toList()) {
        if (!address.getHostAddress().equals("127.0.0.1")) {
          assertThat(connects(address)).as("%s", address).isFalse();
        }
      }
    }
    assertThat(connects(InetAddress.getLoopbackAddress())).isTrue();
  }

  private static boolean connects(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, served.port()), 2_000);
      return true;
    } catch (ConnectException | SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws IOException {
    Http.Answer answer =
        Http.of(served.port(), "POST", "/api/search")
            .with(served.session())
            .with("Origin", served.origin())
            .sending("x".repeat(70_000))
            .send();

    assertThat(answer.status()).isEqualTo(413);
  }
}
