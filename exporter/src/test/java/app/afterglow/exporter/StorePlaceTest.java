package app.afterglow.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.exporter.rescue.Rescue;
import app.afterglow.exporter.rescue.RescueRequest;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePlaceTest {

  @TempDir private Path folder;
  private Path store = Path.of("");

  @BeforeEach
  void makeStore() throws IOException {
    store = Files.createDirectories(folder.resolve(".local/share/Wickr, LLC/Wickr Pro"));
    Files.write(store.resolve("wickr_db.sqlite"), new byte[5000]);
    Files.write(store.resolve("wickr_db.sqlite.wic"), new byte[127]);
  }

  @Test
  void folderIsLookedAtAsItIs() throws IOException {
    try (StorePlace place = StorePlace.open(store, "", ContainerKeys.none(), Progress.SILENT)) {
      assertThat(place.stores()).hasSize(1);
      assertThat(place.stores().getFirst().origin()).isNull();
      assertThat(place.stores().getFirst().root()).isEqualTo(store);
    }
  }

  @Test
  void storeInAnArchiveIsNamedByTheArchiveAndGoneOnceClosed() throws IOException {
    Path zip = zip("phone.zip", "a/wickr_db.sqlite", "a/notes/x", "b/other");

    FoundStore found;
    try (StorePlace place = StorePlace.open(zip, "", ContainerKeys.none(), Progress.SILENT)) {
      found = place.stores().getFirst();
      assertThat(found.database()).exists();
      assertThat(found.root().resolve("notes/x")).exists();
      assertThat(found.root().resolveSibling("b")).doesNotExist();
    }

    assertThat(found.place()).isEqualTo(zip + " (a)");
    assertThat(found.given()).isEqualTo(zip);
    assertThat(found.root()).doesNotExist();
  }

  @Test
  void rescuedStoreIsStillWhatItWas() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    FoundStore original = StoreFinder.only(store, "");
    Path file = folder.resolve("rescue.zip.age");
    Rescue.run(
        new RescueRequest(original, file, List.of(identity.recipient()), "a test"),
        Progress.SILENT);

    try (ContainerKeys keys = new ContainerKeys(null, List.of(identity));
        StorePlace place = StorePlace.open(file, "", keys, Progress.SILENT)) {
      FoundStore found = place.stores().getFirst();
      assertThat(found.application()).isEqualTo(original.application()).isEqualTo("Wickr Pro");
      assertThat(found.platform()).isEqualTo(original.platform()).isEqualTo("linux");
      assertThat(found.keys()).isEqualTo(original.keys());
      assertThat(found.size()).isEqualTo(original.size());
      assertThat(found.place()).isEqualTo(file.toString());
    }
  }

  @Test
  void phonesContainerIsRescuedAsAWhole() throws IOException {
    Path container = folder.resolve("backup/group.com.mywickr.wickr");
    Files.createDirectories(container.resolve("Documents"));
    Files.createDirectories(container.resolve("Files"));
    Files.write(container.resolve("Documents/wickrLocal.sqlite"), new byte[4096]);
    Files.write(container.resolve("Files/8a6e4c0d-1b2c-4d3e-8f90-a1b2c3d4e5f6"), new byte[3000]);
    X25519Identity identity = X25519Identity.generate();
    FoundStore original = StoreFinder.only(container, "");
    Path file = folder.resolve("rescue.zip.age");
    Rescue.run(
        new RescueRequest(original, file, List.of(identity.recipient()), "a test"),
        Progress.SILENT);

    try (ContainerKeys keys = new ContainerKeys(null, List.of(identity));
        StorePlace place = StorePlace.open(file, "", keys, Progress.SILENT)) {
      FoundStore found = place.stores().getFirst();
      assertThat(found.size()).isEqualTo(original.size()).isEqualTo(7096);
      assertThat(found.platform()).isEqualTo("ios");
    }
  }

  @Test
  void rescueFileWantsAKey() throws IOException {
    X25519Identity identity = X25519Identity.generate();
    Path file = folder.resolve("rescue.zip.age");
    Rescue.run(
        new RescueRequest(
            StoreFinder.only(store, ""), file, List.of(identity.recipient()), "a test"),
        Progress.SILENT);

    assertThatThrownBy(() -> StorePlace.open(file, "", ContainerKeys.none(), Progress.SILENT))
        .isInstanceOf(WrongKeyException.class)
        .hasMessageContaining("nothing that opens it");
    try (ContainerKeys other = new ContainerKeys(null, List.of(X25519Identity.generate()))) {
      assertThatThrownBy(() -> StorePlace.open(file, "", other, Progress.SILENT))
          .isInstanceOf(WrongKeyException.class);
    }
  }

  @Test
  void archiveCutOffIsDamagedAndOneWithoutAStoreEmpty() throws IOException {
    Path zip = zip("whole.zip", "a/wickr_db.sqlite");
    byte[] bytes = Files.readAllBytes(zip);
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> StorePlace.open(cut, "", ContainerKeys.none(), Progress.SILENT))
        .isInstanceOf(DamagedInputException.class);
    try (StorePlace place =
        StorePlace.open(zip("none.zip", "b/x"), "", ContainerKeys.none(), Progress.SILENT)) {
      assertThat(place.stores()).isEmpty();
    }
  }

  @Test
  void problemsNameTheContainerInsteadOfThePrivateFolder() throws IOException {
    Path zip = zip("phone.zip", "a/wickr_db.sqlite");
    try (StorePlace place = StorePlace.open(zip, "", ContainerKeys.none(), Progress.SILENT)) {
      FoundStore found = place.stores().getFirst();
      Problem problem =
          Problem.of(
              "app.afterglow.exporter.problems",
              "no-store",
              found.root().resolve("skd.wic").toString());

      String words =
          OriginNames.named(new UnsupportedInputException(problem), found)
              .problem()
              .what(Locale.ROOT);

      assertThat(words).contains(zip + " (a): skd.wic").doesNotContain("afterglow-");
    }
  }

  private Path zip(String name, String... files) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String path : files) {
        out.putNextEntry(new ZipEntry(path));
        out.write(new byte[3000]);
        out.closeEntry();
      }
    }
    return zip;
  }
}
