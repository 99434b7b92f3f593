package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.X25519Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive opens with tools that know nothing of this program. */
class ArchiveToolsTest {

  @TempDir private Path folder;
  private Path file;
  private Path keys;

  @BeforeEach
  void writeArchive() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    file = folder.resolve("history.zip.age");
    keys = folder.resolve("key.txt");
    IdentitiesFile.write(keys, identity);
    TestHistory.everything().write(file, identity.recipient());
  }

  private Path unpacked() throws IOException {
    Path zip = folder.resolve("history.zip");
    ExternalTool.named("age", "age")
        .run(folder, "-d", "-i", keys.toString(), "-o", zip.toString(), file.toString());
    ExternalTool.named("unzip", "unzip").run(folder, "-q", zip.toString());
    return folder.resolve("history");
  }

  @Test
  void opensWithAgeAndUnzip() throws IOException {
    Path top = unpacked();

    assertThat(Files.readAllLines(top.resolve("data/people.jsonl")))
        .containsExactly(
            "{\"id\":\"77c1\",\"name\":\"amelie\",\"displayName\":\"Amélie\",\"self\":true}",
            "{\"id\":\"b0b\",\"name\":\"bob\",\"displayName\":null,\"self\":false}");
    assertThat(Files.readString(top.resolve("README.txt")))
        .contains("age -d -i KEYFILE history.zip.age > history.zip")
        .contains("It holds 14 messages in 3 conversations and 3 attachments")
        .contains("Il contient 14 messages dans 3 conversations")
        .doesNotContain("{");
  }

  @Test
  void isAValidBag() throws IOException {
    Path top = unpacked();

    ExternalTool sha256sum = ExternalTool.named("sha256sum", "coreutils");
    sha256sum.run(top, "--strict", "-c", "manifest-sha256.txt");
    sha256sum.run(top, "--strict", "-c", "tagmanifest-sha256.txt");
    List<String> payload = files(top, top.resolve("data"));
    assertThat(paths(top.resolve("manifest-sha256.txt")))
        .containsExactlyInAnyOrderElementsOf(payload);
    List<String> tags =
        files(top, top).stream()
            .filter(path -> !path.startsWith("data/") && !path.startsWith("tagmanifest"))
            .toList();
    assertThat(paths(top.resolve("tagmanifest-sha256.txt")))
        .containsExactlyInAnyOrderElementsOf(tags)
        .contains("README.txt", "index.html", "schema/message.schema.json");
    assertThat(Files.readString(top.resolve("bagit.txt")))
        .isEqualTo("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    long bytes = 0;
    for (String path : payload) {
      bytes += Files.size(top.resolve(path));
    }
    assertThat(Files.readAllLines(top.resolve("bag-info.txt")))
        .contains("Payload-Oxum: " + bytes + "." + payload.size(), "Bagging-Date: 2023-11-30");
  }

  private static List<String> paths(Path manifest) throws IOException {
    return Files.readAllLines(manifest).stream().map(line -> line.substring(66)).toList();
  }

  private static List<String> files(Path top, Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).map(path -> top.relativize(path).toString()).toList();
    }
  }
}
