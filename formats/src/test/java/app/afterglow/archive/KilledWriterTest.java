package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.problem.AfterglowException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed leaves a part, and nobody can read anything in it. */
class KilledWriterTest {

  private static final String SECRET = "MEET-ME-AT-THE-USUAL-PLACE";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"messages", "attachments", "losses"})
  void leavesOnlyAPartWithoutPlaintext(String stage) throws Exception {
    Path file = folder.resolve("history.zip.age");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                file.toString(),
                stage)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("at " + stage);
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (Stream<Path> left = Files.list(folder)) {
      List<Path> paths = left.toList();
      assertThat(paths)
          .isNotEmpty()
          .allMatch(path -> path.toString().matches(".*[.]part([.]lock)?"));
      for (Path path : paths) {
        assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
            .doesNotContain(SECRET);
      }
    }
    assertThatThrownBy(
            () ->
                ArchiveReader.open(
                    folder.resolve("history.zip.age.part"), List.of(X25519Identity.generate())))
        .isInstanceOf(AfterglowException.class);
  }

  /** Writes until it is killed. */
  static final class Victim {
    private Victim() {}

    @SuppressWarnings("SystemOut") // The test waits for it.
    public static void main(String[] arguments) throws IOException {
      Random random = new Random();
      TestHistory history = new TestHistory();
      byte[] film = new byte[12 << 20];
      random.nextBytes(film);
      byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
      for (int at = 0; at + secret.length < film.length; at += 100_000) {
        System.arraycopy(secret, 0, film, at, secret.length);
      }
      Attachment attachment = history.attach("film.mp4", "video/mp4", film);
      try (ArchiveWriter writer =
          ArchiveWriter.create(
              Path.of(arguments[0]),
              List.of(X25519Identity.generate().recipient()),
              TestHistory.DESCRIPTION)) {
        writer.person(new Person("p", SECRET, null, true));
        writer.conversation(TestHistory.room("r"));
        writer.message(TestHistory.text("0", "r", 0, SECRET).withAttachments(List.of(attachment)));
        for (int i = 1; arguments[1].equals("messages") || i < 50_000; i++) {
          if (i == 50_000) {
            System.out.println("at messages");
          }
          writer.message(
              TestHistory.text("m", "r", i, SECRET + Long.toHexString(random.nextLong())));
        }
        if (arguments[1].equals("attachments")) {
          writer.attachment(
              TestHistory.hash(attachment), new EndlessStream(new ByteArrayInputStream(film)));
        }
        for (int i = 0; ; i++) {
          if (i == 200_000) {
            System.out.println("at losses");
          }
          String id = SECRET + Long.toHexString(random.nextLong());
          writer.loss(Loss.whole(Loss.What.MESSAGE, id, "reason", null));
        }
      }
    }
  }

  /** Gives its content and then waits for the end of the process. */
  private static final class EndlessStream extends FilterInputStream {
    EndlessStream(ByteArrayInputStream in) {
      super(in);
    }

    @Override
    @SuppressWarnings("SystemOut") // The test waits for it.
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count < 0) {
        System.out.println("at attachments");
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return count;
    }
  }
}
