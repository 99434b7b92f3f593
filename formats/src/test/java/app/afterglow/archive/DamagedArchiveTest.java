package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import app.afterglow.problem.AfterglowException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to an archive, reading it ends in words for a person, never in another exception
 * and never in a hang.
 */
class DamagedArchiveTest {

  private static final X25519Identity IDENTITY = X25519Identity.generate();

  @TempDir private Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void writeArchive() throws IOException {
    file = folder.resolve("history.zip.age");
    TestHistory.everything().write(file, IDENTITY.recipient());
    whole = Files.readAllBytes(file);
  }

  /** Reads everything there is, in every way. */
  private void readAll() throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file, List.of(IDENTITY))) {
      try (Stream<Person> people = reader.people()) {
        people.forEach(person -> {});
      }
      for (ArchivedConversation conversation : reader.conversations()) {
        try (Stream<Message> messages = reader.messages(conversation)) {
          messages.forEach(message -> {});
        }
      }
      try (Stream<Loss> losses = reader.losses()) {
        losses.forEach(loss -> {});
      }
      for (int i = 0; i < reader.directory().size(); i++) {
        try (InputStream in = reader.content(reader.directory().get(i).path())) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private void verify() throws IOException {
    ArchiveVerifier.verify(file, List.of(IDENTITY), Progress.SILENT);
  }

  private static boolean isForAPerson(Throwable e) {
    return e instanceof AfterglowException || e.getCause() instanceof AfterglowException;
  }

  @Test
  void saysSoOfAnyFileCutOff() throws IOException {
    for (int i = 0; i < 120; i++) {
      int length = i < 20 ? whole.length - 1 - i : whole.length * (i - 20) / 100;
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(this::verify)
          .as("cut to " + length)
          .isInstanceOf(AfterglowException.class);
    }
  }

  @Test
  void saysSoOfAnyFlippedBit() throws IOException {
    Random random = new Random(20231130);
    for (int i = 0; i < 250; i++) {
      int at = random.nextInt(whole.length);
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);

      assertThatThrownBy(this::verify).as("byte " + at).isInstanceOf(AfterglowException.class);
    }
  }

  @Test
  void saysSoOfAnyFileWithSomethingBehindIt() throws IOException {
    for (int more : new int[] {1, 16, 17, 65_552, 65_553}) {
      Files.write(file, Arrays.copyOf(whole, whole.length + more));

      assertThatThrownBy(this::verify).isInstanceOf(AfterglowException.class);
    }
  }

  /** Anybody who has the public key can make an age file that is all right, around anything. */
  @Test
  void survivesAHostileZip() throws IOException {
    byte[] plain = RepackedZip.plain(file, IDENTITY);
    Random random = new Random(5);
    int noticed = 0;
    for (int i = 0; i < 400; i++) {
      byte[] changed = plain.clone();
      // Every other time in the directory, which has the sizes and places.
      int from = i % 2 == 0 ? 0 : plain.length - 2_500;
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        changed[from + random.nextInt(plain.length - from)] = (byte) random.nextInt(256);
      }
      int length = i % 10 == 9 ? random.nextInt(plain.length) : plain.length;
      RepackedZip.seal(Arrays.copyOf(changed, length), file, IDENTITY.recipient());
      noticed += survives(i) ? 1 : 0;
    }
    assertThat(noticed).isGreaterThan(200);
  }

  @Test
  void survivesHostileJson() throws IOException {
    RepackedZip original = RepackedZip.of(file, IDENTITY);
    List<String> json =
        original.paths().stream()
            .filter(path -> path.startsWith("data/") && path.contains(".json"))
            .toList();
    String[] pieces = {
      "null",
      "{",
      "}",
      "[",
      "]",
      "\"",
      ",",
      ":",
      "-1",
      "1e400",
      "9".repeat(30),
      "\n",
      "\\",
      "true",
      "1e999999999",
      "\u0000",
      "\u00ff",
      "\u00c0\u0080",
      "{}",
      "[]",
      "\"\\ud800\"",
      "[".repeat(2_000)
    };
    Random random = new Random(6);
    int noticed = 0;
    for (int i = 0; i < 300; i++) {
      RepackedZip zip = RepackedZip.of(file, IDENTITY);
      String piece = pieces[random.nextInt(pieces.length)];
      zip.edit(
          json.get(i % json.size()),
          text -> {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(6));
            String changed = text.substring(0, at) + piece + text.substring(to);
            return changed.equals(text) ? text + " " : changed;
          });
      zip.sealManifests();
      Path changed = folder.resolve("changed.zip.age");
      zip.write(changed, IDENTITY.recipient());
      Path before = file;
      file = changed;
      noticed += survives(i) ? 1 : 0;
      file = before;
    }
    assertThat(noticed).isGreaterThan(150);
  }

  /** True where something was found. */
  private boolean survives(int round) {
    boolean noticed = false;
    for (boolean verify : new boolean[] {true, false}) {
      try {
        if (verify) {
          verify();
        } else {
          readAll();
        }
      } catch (IOException | RuntimeException e) {
        if (!isForAPerson(e)) {
          fail("round " + round, e);
        }
        noticed |= verify;
      }
    }
    return noticed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/people.jsonl", "data/conversations.jsonl", "data/losses.jsonl"})
  void refusesALineWithoutEnd(String path) throws IOException {
    RepackedZip zip = RepackedZip.of(file, IDENTITY);
    // A few hundred kilobytes in the ZIP.
    zip.edit(path, text -> "{\"id\":\"" + "x".repeat(Json.LARGEST_LINE + 10) + "\"}\n" + text);
    zip.sealManifests();
    zip.write(file, IDENTITY.recipient());

    assertThatThrownBy(this::verify)
        .isInstanceOf(AfterglowException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    RepackedZip zip = RepackedZip.of(file, IDENTITY);
    zip.edit(
        "data/conversations.jsonl",
        text -> text.replaceFirst("\"raw\":\\{", "\"raw\":{\"x\":" + "[".repeat(100_000)));
    zip.sealManifests();
    zip.write(file, IDENTITY.recipient());

    assertThatThrownBy(this::verify)
        .isInstanceOf(AfterglowException.class)
        .hasMessageContaining("limits");
  }

  @Test
  void refusesAFileThatIsNoArchive() throws IOException {
    for (String content : List.of("", "hello", "PK\u0005\u0006" + "\u0000".repeat(18))) {
      RepackedZip.seal(TestHistory.bytes(content), file, IDENTITY.recipient());

      assertThatThrownBy(this::verify).isInstanceOf(AfterglowException.class);
    }
    Files.writeString(file, "not even age");
    assertThatThrownBy(this::verify).isInstanceOf(AfterglowException.class);
  }
}
