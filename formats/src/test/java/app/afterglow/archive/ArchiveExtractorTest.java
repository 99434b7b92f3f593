package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveExtractorTest {

  private final X25519Identity identity = X25519Identity.generate();
  @TempDir private Path folder;
  private Path file;
  private Path target;

  @BeforeEach
  void writeArchive() throws IOException {
    file = folder.resolve("history.zip.age");
    target = folder.resolve("out");
    TestHistory.everything().write(file, identity.recipient());
  }

  private Path extract(Path archive) throws IOException {
    return ArchiveExtractor.extract(archive, List.of(identity), target, Progress.SILENT);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !path.equals(file)).toList();
    }
  }

  @Test
  void writesEveryFileAsItStandsInTheArchive() throws IOException {
    Path top = extract(file);

    assertThat(top).isEqualTo(target.resolve("history"));
    assertThat(left()).containsExactly(target);
    try (ArchiveReader reader = ArchiveReader.open(file, List.of(identity));
        Stream<Path> all = Files.walk(top)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSize(reader.directory().size());
      for (Path path : files) {
        String name = top.relativize(path).toString().replace('\\', '/');
        assertThat(Files.readAllBytes(path)).isEqualTo(reader.content(name).readAllBytes());
      }
    }
  }

  @Test
  void fillsAnEmptyFolder() throws IOException {
    Files.createDirectory(target);

    assertThat(extract(file)).exists();
  }

  @Test
  void leavesAFolderThatIsNotEmptyAlone() throws IOException {
    Files.createDirectory(target);
    Files.writeString(target.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> extract(file)).isInstanceOf(UsageException.class);
    assertThat(target).isDirectoryContaining("glob:**mine.txt");
    assertThat(left()).containsExactly(target);
  }

  @Test
  void leavesSomebodyElsesFolderAlone() throws IOException {
    Path theirs = Files.createDirectory(folder.resolve("out.part")).resolve("mine.txt");
    Files.writeString(theirs, "mine");

    assertThatThrownBy(() -> extract(file)).isInstanceOf(UsageException.class);
    assertThat(theirs).hasContent("mine");
  }

  @Test
  void leavesNothingOfADamagedArchive() throws IOException {
    RepackedZip zip = RepackedZip.of(file, identity);
    zip.edit("data/losses.jsonl", text -> text.replace("unreadable", "vanished"));
    zip.write(file, identity.recipient());

    assertThatThrownBy(() -> extract(file))
        .isInstanceOf(DamagedInputException.class)
        .hasMessageContaining("data/losses.jsonl");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "history/../../evil.txt",
        "history/data/../../evil.txt",
        "../evil.txt",
        "/evil.txt",
        "history//evil.txt",
        "history/data\\..\\evil.txt",
        "history/C:evil.txt",
        "history/.ssh/evil",
        "history/data/nul\u0000.txt",
        "other/evil.txt"
      })
  void refusesNamesThatLeadOutOfTheFolder(String name) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(plain, StandardCharsets.UTF_8)) {
      out.putNextEntry(new ZipEntry("history/data/archive.json"));
      out.write('{');
      out.putNextEntry(new ZipEntry(name));
      out.write('x');
    }
    RepackedZip.seal(plain.toByteArray(), file, identity.recipient());

    assertThatThrownBy(() -> extract(file)).isInstanceOf(AfterglowException.class);
    assertThat(left()).isEmpty();
    assertThat(folder.resolveSibling("evil.txt")).doesNotExist();
  }
}
