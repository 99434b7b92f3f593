package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.terminal.Interruption;
import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code afterglow view} says, and how it ends. */
class ViewTest {

  @TempDir static Path shared;
  private static Sample sample;
  private static Path archive;

  @BeforeAll
  static void exportOnce() throws IOException {
    sample = Sample.in(shared);
    archive = sample.export(shared.resolve("history.zip.age"));
  }

  private static Interruption asked() {
    Interruption interruption = new Interruption();
    interruption.request();
    return interruption;
  }

  @Test
  void saysTheAddressAndEndsWhenAsked() throws IOException {
    List<Path> before = filesIn(shared);

    Ended ended =
        Afterglow.start()
            .with(asked())
            .run("view", archive, "-i", sample.key(), "--no-browser", "--json");

    assertThat(ended.exitCode()).isZero();
    URI address = URI.create(ended.json().path("address").asText());
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(address.getFragment()).matches("t=[\\w-]{43}");
    assertThat(ended.err()).contains("Locked. Nothing was written.");
    assertThat(filesIn(shared)).isEqualTo(before);
  }

  @Test
  void takesThePortThatIsWanted() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    Ended ended =
        Afterglow.start()
            .with(asked())
            .run("view", archive, "-i", sample.key(), "--no-browser", "--port", port);

    assertThat(ended.out()).contains("http://127.0.0.1:" + port + "/#t=");
  }

  @Test
  void portThatIsTakenIsCode2() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (Object port : new Object[] {taken.getLocalPort(), 70_000, -1}) {
        Ended ended =
            Afterglow.start()
                .run("view", archive, "-i", sample.key(), "--no-browser", "--port=" + port);

        assertThat(ended.exitCode()).as("%s", port).isEqualTo(2);
        assertThat(ended.err()).contains("Leave out --port");
      }
    }
  }

  @Test
  void wrongKeyIsCode3() {
    Path other = shared.resolve("other.txt");
    Afterglow.start().run("keygen", "-q", "-o", other);

    Ended ended = Afterglow.start().run("view", archive, "-i", other, "--no-browser");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
