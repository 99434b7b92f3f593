package app.afterglow.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.testing.Afterglow;
import app.afterglow.launcher.testing.Afterglow.Ended;
import app.afterglow.launcher.testing.Sample;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  @Test
  void looksAtTheMachine() {
    Ended ended = Afterglow.start().run("doctor", "--json");

    assertThat(names(ended))
        .contains("program", "memory", "database", "folder", "language")
        .doesNotContain("store");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void looksAtAStore() throws IOException {
    Sample sample = Sample.in(folder);

    Ended ended = Afterglow.start().run("doctor", sample.store(), "--json");

    assertThat(names(ended)).contains("store", "store-keys", "store-readable");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void missesTheFilesThatOpenAStore() throws IOException {
    Sample sample = Sample.in(folder);
    Files.delete(sample.store().resolve("wickr_db.sqlite.wic"));

    Ended ended = Afterglow.start().run("doctor", sample.store());

    assertThat(ended.out())
        .contains("doubtful", "The files that open it are missing", "Look for those files")
        .contains("What is marked doubtful may stand in the way.")
        .doesNotContain("Nothing here stands in the way");
  }

  @Test
  void saysWhatToTryWhereTheDatabaseIsMissing() throws IOException {
    Sample sample = Sample.in(folder);
    Files.delete(sample.store().resolve("wickr_db.sqlite"));

    Ended ended = Afterglow.start().run("doctor", sample.store());

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.out()).contains("BAD", "is missing: without it there is nothing to read");
    assertThat(ended.out()).doesNotContain("Next: afterglow export");
  }

  @Test
  void namesWhatOpensAStoreAndWhatToDoNext() throws IOException {
    Sample sample = Sample.in(folder);
    Files.writeString(sample.store().resolve("wickr_db.sqlite-wal"), "x");

    Ended ended = Afterglow.start().run("doctor", sample.store());

    assertThat(ended.out())
        .contains("What opens them: password")
        .contains("Next: afterglow export \"" + sample.store() + "\"")
        .contains("The newest messages stand in wickr_db.sqlite-wal");
  }

  @Test
  void callsAFolderWithoutAStoreBad() {
    Ended ended = Afterglow.start().run("doctor", folder);

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.out()).contains("BAD", "No store was recognised");
  }

  private static List<String> names(Ended ended) {
    return StreamSupport.stream(ended.json().path("checks").spliterator(), false)
        .map((JsonNode check) -> check.path("name").asText())
        .toList();
  }
}
