package app.afterglow.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFinderTest {

  private static final Path SAMPLES = Path.of("src/test/resources/wickr");

  @TempDir Path folder;

  @Test
  void findsStoresLevelsBelowAndSaysWhatOpensThem() throws IOException {
    List<FoundStore> found = StoreFinder.in(SAMPLES, "wickr");

    assertThat(found).hasSize(5).allMatch(store -> store.size() > 100_000);
    assertThat(StoreFinder.only(SAMPLES.resolve("windows-loggedout"), "wickr").keys())
        .containsExactly(KeyKind.PASSWORD, KeyKind.DATABASE_KEY);
    assertThat(StoreFinder.only(SAMPLES.resolve("windows-loggedin"), "").keys())
        .containsExactly(KeyKind.DEVICE_ID, KeyKind.DATABASE_KEY);
  }

  @Test
  void findsTheStoreOfFileSomebodyNames() throws IOException {
    Path store = SAMPLES.resolve("windows-loggedout/store");

    for (String file : List.of("wickr_db.sqlite", "wickr_db.sqlite.wic")) {
      assertThat(StoreFinder.only(store.resolve(file), "wickr").root())
          .isEqualTo(store.toAbsolutePath());
    }
  }

  @Test
  void findsNothingInJunk() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "wickr_db.sqlite");
    Files.createDirectories(folder.resolve("wickr_db.sqlite/skd.wic"));

    assertThat(StoreFinder.in(folder, "")).isEmpty();
    assertThatThrownBy(() -> StoreFinder.only(folder, "wickr"))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("no store in");
  }

  @Test
  void saysThatFolderIsEmptyOrNotThere() {
    assertThatThrownBy(() -> StoreFinder.only(folder, ""))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> StoreFinder.in(folder.resolve("typo"), ""))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("nothing at");
  }

  @Test
  void refusesToChooseBetweenStores() {
    assertThatThrownBy(() -> StoreFinder.only(SAMPLES, "wickr"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("several stores");
  }

  @Test
  void knowsItsSourcesByName() throws IOException {
    assertThat(StoreFinder.source("wickr").application()).isEqualTo("Wickr Me");
    assertThatThrownBy(() -> StoreFinder.source("pigeon")).isInstanceOf(UsageException.class);
  }
}
