package app.afterglow.importer.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {

  @TempDir Path folder;

  @Test
  void showsAFolderOnlyWhenItIsWhole() throws IOException {
    Path output = folder.resolve("out");

    try (FileSet files = FileSet.folder(Samples.request(output, Map.of()))) {
      write(files, "a/b.txt");
      assertThat(output).doesNotExist();
      files.finish();
    }

    assertThat(Golden.files(output)).containsOnlyKeys("a/b.txt");
    assertThat(folder.resolve("out.part")).doesNotExist();
  }

  @Test
  void takesAwayWhatIsNotFinished() throws IOException {
    try (FileSet files = FileSet.folder(Samples.request(folder.resolve("out"), Map.of()))) {
      write(files, "a/b.txt");
    }
    try (FileSet files = FileSet.zip(Samples.request(folder.resolve("out.zip"), Map.of()))) {
      write(files, "a/b.txt");
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesUpAfterARunThatWasKilled() throws IOException {
    Path output = folder.resolve("out");
    Path left = Files.createDirectories(folder.resolve("out.part/out"));
    Files.createFile(left.resolveSibling(".afterglow-unfinished"));
    Files.writeString(left.resolve("old.txt"), "old");

    try (FileSet files = FileSet.folder(Samples.request(output, Map.of()))) {
      write(files, "new.txt");
      files.finish();
    }

    assertThat(Golden.files(output)).containsOnlyKeys("new.txt");
  }

  @Test
  void leavesAloneWhatAnotherRunIsWriting() throws IOException {
    for (String name : new String[] {"out", "out.zip"}) {
      Path output = folder.resolve(name);
      try (FileSet files = set(output)) {
        write(files, "a.txt");
        assertThatThrownBy(() -> set(output)).isInstanceOf(UsageException.class);
        files.finish();
      }
      assertThat(output).exists();
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("out", "out.zip");
  }

  private static FileSet set(Path output) throws IOException {
    return output.toString().endsWith(".zip")
        ? FileSet.zip(Samples.request(output, Map.of()))
        : FileSet.folder(Samples.request(output, Map.of()));
  }

  @Test
  void leavesSomebodyElsesFolderAlone() throws IOException {
    Path strange = Files.createDirectory(folder.resolve("out.part"));
    Files.writeString(strange.resolve("precious.txt"), "mine");

    assertThatThrownBy(() -> FileSet.folder(Samples.request(folder.resolve("out"), Map.of())))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> FileSet.zip(Samples.request(folder.resolve("out"), Map.of())))
        .isInstanceOf(UsageException.class);

    assertThat(strange.resolve("precious.txt")).hasContent("mine");
  }

  @Test
  void needsAnOutput() {
    assertThatThrownBy(() -> FileSet.zip(Samples.request(null, Map.of())))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void refusesAPathThatLeadsOut() throws IOException {
    try (FileSet files = FileSet.folder(Samples.request(folder.resolve("out"), Map.of()))) {
      assertThatThrownBy(() -> files.file("../up.txt", null, null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void writesNothingInADryRun() throws IOException {
    Path output = folder.resolve("out");

    try (FileSet files = FileSet.folder(Samples.dryRun(Samples.request(output, Map.of())))) {
      write(files, "a.txt");
      assertThat(files.takesContent()).isFalse();
      assertThat(files.finish()).containsExactly(output);
    }

    assertThat(folder).isEmptyDirectory();
  }

  private static void write(FileSet files, String path) throws IOException {
    try (OutputStream out = files.file(path, null, null)) {
      out.write(1);
    }
  }
}
