package app.afterglow.age;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays the community's test vectors for the age format, through the stream and the channel. */
class AgeVectorsTest {

  private static final Path FOLDER = Path.of("src/test/resources/age");

  /** One vector file: what it says of itself, and the age file. */
  record Vector(
      String name,
      String expected,
      String payloadHash,
      List<String> identities,
      List<String> passphrases,
      boolean armored,
      byte[] file) {
    @Override
    public String toString() {
      return name;
    }

    static Vector read(Path path) {
      try {
        return parse(path.getFileName().toString(), Files.readAllBytes(path));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(path.toString(), e);
      }
    }

    private static Vector parse(String name, byte[] all) throws IOException {
      String expected = "";
      String payload = "";
      List<String> identities = new ArrayList<>();
      List<String> passphrases = new ArrayList<>();
      boolean armored = false;
      boolean compressed = false;
      int start = 0;
      while (true) {
        int end = start;
        while (all[end] != '\n') {
          end++;
        }
        String line = new String(all, start, end - start, StandardCharsets.UTF_8);
        start = end + 1;
        if (line.isEmpty()) {
          break;
        }
        String value = line.substring(line.indexOf(": ") + 2);
        switch (line.substring(0, line.indexOf(':'))) {
          case "expect" -> expected = value;
          case "payload" -> payload = value;
          case "identity" -> identities.add(value);
          case "passphrase" -> passphrases.add(value);
          case "armored" -> armored = value.equals("yes");
          case "compressed" -> compressed = value.equals("zlib");
          case "file key", "comment" -> {}
          default -> throw new IllegalStateException("unknown line in " + name + ": " + line);
        }
      }
      byte[] file = Arrays.copyOfRange(all, start, all.length);
      if (compressed) {
        file = new InflaterInputStream(new ByteArrayInputStream(file)).readAllBytes();
      }
      return new Vector(name, expected, payload, identities, passphrases, armored, file);
    }

    List<Identity> keys() throws IOException {
      List<Identity> keys = new ArrayList<>();
      for (String identity : identities) {
        keys.add(IdentitiesFile.parse(identity.getBytes(StandardCharsets.US_ASCII)));
      }
      for (String passphrase : passphrases) {
        keys.add(PassphraseIdentity.of(Secret.owning(passphrase.getBytes(StandardCharsets.UTF_8))));
      }
      return keys;
    }
  }

  static List<Vector> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Vector::read).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void streamBehavesAsTheVectorSays(Vector vector) throws Exception {
    ByteArrayOutputStream released = new ByteArrayOutputStream();

    String outcome;
    try (InputStream in =
        new AgeInputStream(new ByteArrayInputStream(vector.file), vector.keys())) {
      copy(in, released);
      outcome = "success";
    } catch (AfterglowException e) {
      outcome = outcome(e);
    }

    assertThat(outcome).isEqualTo(vector.expected);
    if (!vector.payloadHash.isEmpty()) {
      assertThat(sha256(released.toByteArray())).isEqualTo(vector.payloadHash);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void channelNeverSaysMoreThanTheStream(Vector vector, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file.age"), vector.file);

    String outcome;
    byte[] content = {};
    try (AgeChannel channel = AgeChannel.open(file, vector.keys())) {
      content = java.nio.channels.Channels.newInputStream(channel).readAllBytes();
      outcome = "success";
    } catch (UnsupportedInputException e) {
      assertThat(vector.armored || vector.name.equals("version_unsupported")).isTrue();
      return;
    } catch (AfterglowException e) {
      outcome = outcome(e);
    }

    if (vector.name.startsWith("armor_")) {
      assertThat(outcome).isNotEqualTo("success");
      return;
    }
    assertThat(outcome).isEqualTo(vector.expected);
    if (outcome.equals("success")) {
      assertThat(sha256(content)).isEqualTo(vector.payloadHash);
    }
  }

  private static String outcome(AfterglowException e) {
    if (e instanceof WrongKeyException) {
      return "no match";
    }
    return switch (e.problem().key()) {
      case "header", "version" -> "header failure";
      case "mac" -> "HMAC failure";
      case "payload" -> "payload failure";
      case "armor" -> "armor failure";
      default -> throw new IllegalStateException(e);
    };
  }

  /** Keeps what was released before a failure. */
  private static void copy(InputStream in, ByteArrayOutputStream out) throws IOException {
    byte[] buffer = new byte[10_000];
    int count = in.read(buffer);
    while (count >= 0) {
      out.write(buffer, 0, count);
      count = in.read(buffer);
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
