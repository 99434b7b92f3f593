package app.afterglow.launcher.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Attachment;
import app.afterglow.model.MessageBody;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.InMemoryHistory;
import app.afterglow.reader.testing.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of attachments, straight out of the archive. */
class AttachmentRangesTest {

  private static final int CHUNK = 1 << 16;
  private static final byte[] FILM = new byte[20 << 20];
  private static final byte[] NOTES =
      "all work and no play ".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

  @TempDir static Path folder;
  private static ServedArchive served;
  private static String film = "";
  private static String notes = "";

  @BeforeAll
  static void serve() throws IOException {
    new Random(7).nextBytes(FILM);
    InMemoryHistory history = DemoHistory.make();
    Attachment stored = history.attach("film.mp4", "video/mp4", FILM);
    Attachment deflated = history.attach("notes.txt", "text/plain", NOTES);
    history.add(
        Messages.room("S-films", "Films", "p-mara"),
        List.of(
            Messages.in("S-films", "f-1")
                .from("p-mara", "2022-01-01T10:00:00Z")
                .body(new MessageBody.FileBody(null))
                .with(stored, deflated)
                .build()));
    served = ServedArchive.of(history, folder.resolve("films.zip.age"));
    film = "/attachment/" + stored.sha256() + "?k=" + served.key() + "&as=video%2Fmp4";
    notes = "/attachment/" + deflated.sha256() + "?k=" + served.key();
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-65535, 0, 65536",
    "bytes=65530-65545, 65530, 16",
    "bytes=20971510-, 20971510, 10",
    "bytes=20971510-99999999, 20971510, 10",
    "bytes=-7, 20971513, 7"
  })
  void sendsThePartAskedFor(String header, int from, int length) throws IOException {
    Http.Answer answer = served.get(film).with("Range", header).send();

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("Content-Range"))
        .isEqualTo("bytes " + from + "-" + (from + length - 1) + "/" + FILM.length);
    assertThat(answer.header("Content-Type")).isEqualTo("video/mp4");
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(FILM, from, from + length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=0-1,5-6",
        "octets=0-1",
        "bytes=0-1;",
        "bytes=99999999999999999999-",
        "bytes= 0-1"
      })
  void sendsEverythingWhereTheRangeMakesNoSense(String header) throws IOException {
    Http.Answer answer = served.get(notes).with("Range", header).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(NOTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=420000-", "bytes=999999-1000000", "bytes=-0"})
  void refusesAPartBehindTheEnd(String header) throws IOException {
    Http.Answer answer = served.get(notes).with("Range", header).send();

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + NOTES.length);
  }

  @Test
  void sendsPartsOfCompressedContentToo() throws IOException {
    Http.Answer answer = served.get(notes).with("Range", "bytes=300000-300020").send();

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(NOTES, 300_000, 300_021));
  }

  @Test
  void aPartCostsWhatItIsLong() throws IOException {
    served.get(film).with("Range", "bytes=0-0").send();
    long before = served.archive.bytesDecrypted();

    served.get(film).with("Range", "bytes=10000000-10065535").send();

    assertThat(served.archive.bytesDecrypted() - before).isLessThanOrEqualTo(3 * CHUNK);
  }

  @Test
  void aPlayerGetsALittleAtATime() throws IOException {
    Http.Answer answer =
        served.get(film).with("Range", "bytes=0-").with("Sec-Fetch-Dest", "video").send();

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes 0-4194303/" + FILM.length);
    assertThat(answer.body()).hasSize(4 << 20);
  }

  @Test
  void headSaysHowLargeItIs() throws IOException {
    Http head = Http.of(served.port(), "HEAD", film).with(served.session());

    Http.Answer whole = head.send();
    Http.Answer part = head.with("Range", "bytes=0-99").send();

    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("Content-Length")).isEqualTo(Integer.toString(FILM.length));
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(whole.body()).isEmpty();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Length")).isEqualTo("100");
  }

  @Test
  void onlyPicturesAndMediaAreShownAllElseIsSaved() throws IOException {
    for (String type : List.of("text/html", "image/svg+xml", "application/pdf", "x", "")) {
      Http.Answer answer = served.get(notes + "&as=" + type.replace("+", "%2B")).send();

      assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(answer.header("Content-Disposition")).isEqualTo("attachment");
      assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
    }
  }

  @Test
  void needsTheKeyInItsAddressAndTheCookie() throws IOException {
    String path = film.replace("k=" + served.key(), "k=x");

    assertThat(served.get(path).send().status()).isEqualTo(401);
    assertThat(served.get(film).with("Cookie", "").send().status()).isEqualTo(401);
    assertThat(served.get(film.replaceAll("[0-9a-f]{64}", "0".repeat(64))).send().status())
        .isEqualTo(404);
  }
}
