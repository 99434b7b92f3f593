package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StorePlace;
import app.afterglow.exporter.container.AppleBackupBuilder;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an iPhone's backup to an archive that reads back as the truth of the store in it. */
class PhoneBackupExportTest {

  private static final String PASSWORD = "the backup's, nöt the account's";

  @TempDir private Path folder;
  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void exportsOutOfEncryptedBackup() throws Exception {
    assertExportsTheTruth(backup(PASSWORD), PASSWORD);
  }

  @Test
  void exportsOutOfBackupWithoutPassword() throws Exception {
    assertExportsTheTruth(backup(null), null);
  }

  @Test
  void exportsOutOfEncryptedBackupInsideZip() throws Exception {
    Path backup = backup(PASSWORD);
    Path zip = folder.resolve("case.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(backup)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("MobileSync/Backup/phone/" + backup.relativize(file)));
        Files.copy(file, out);
      }
    }

    assertExportsTheTruth(zip, PASSWORD);
  }

  private Path backup(@Nullable String password) throws Exception {
    Path backup = folder.resolve("00008030-001C2D3E4F5A6B7C");
    new AppleBackupBuilder()
        .write(
            backup,
            password,
            AppleBackupBuilder.domain(
                "AppDomainGroup-group.com.mywickr.wickr", Samples.store("ios")));
    return backup;
  }

  private void assertExportsTheTruth(Path container, @Nullable String password) throws IOException {
    try (ContainerKeys keys =
            new ContainerKeys(password == null ? null : Samples.utf8(password), List.of());
        StorePlace place = StorePlace.open(container, "", keys, Progress.SILENT);
        Credentials account = Credentials.ofPassword(Samples.password("ios"))) {
      FoundStore store = place.stores().getFirst();
      ExportReport report =
          Export.run(
              new ExportRequest(
                  store,
                  folder.resolve("archive.zip.age"),
                  List.of(identity.recipient()),
                  Selection.ALL,
                  ExportRequest.Expired.KEEP,
                  "Afterglow test"),
              account,
              Progress.SILENT);

      assertThat(place.stores()).hasSize(1);
      assertThat(store.platform()).isEqualTo("ios");
      assertThat(report.info().balance().addsUp()).isTrue();
      assertThat(report.info().balance().lost()).isZero();
      try (ArchiveReader archive = ArchiveReader.open(report.archive(), List.of(identity))) {
        Truth.assertHolds(Samples.truth("ios"), archive);
      }
    }
  }
}
