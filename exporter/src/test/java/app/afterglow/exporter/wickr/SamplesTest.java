package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of an independent tool, from the folder to an archive that reads back as the truth. */
class SamplesTest {

  @TempDir Path folder;

  private final X25519Identity identity = X25519Identity.generate();

  @Test
  void exportsLoggedOutStoreWithPassword() throws IOException {
    ExportReport report;
    try (Credentials password = Credentials.ofPassword(Samples.password("windows-loggedout"))) {
      report = export("windows-loggedout", password);
    }

    assertReadsBackAsTruth("windows-loggedout", report);
    assertThat(report.info().balance().lost()).isZero();
  }

  @Test
  void exportsLoggedInStoreWithSidMessagesOfTheLogIncluded() throws IOException {
    ExportReport report;
    try (Credentials sid = Credentials.ofDeviceId(Samples.sid("windows-loggedin"))) {
      report = export("windows-loggedin", sid);
    }

    assertReadsBackAsTruth("windows-loggedin", report);
    assertThat(report.info().balance().lost()).isZero();
  }

  @Test
  void exportsDamagedStoreAndListsEachFileThatIsNotThere() throws IOException {
    ExportReport report;
    try (Credentials password = Credentials.ofPassword(Samples.password("damaged"))) {
      report = export("damaged", password);
    }

    assertReadsBackAsTruth("damaged", report);
    assertThat(report.info().balance().attachments()).isEqualTo(new Balance.Line(10, 7, 3));
    assertThat(report.firstLosses())
        .filteredOn(loss -> !loss.partial())
        .extracting(Loss::reason)
        .containsExactlyInAnyOrder(
            "attachment-missing", "attachment-damaged", "attachment-damaged");
  }

  @Test
  void exportsAndroidStoreWithPassword() throws IOException {
    ExportReport report;
    try (Credentials password = Credentials.ofPassword(Samples.password("android"))) {
      report = export("android", password);
    }

    assertReadsBackAsTruth("android", report);
    assertThat(report.info().balance().lost()).isZero();
    assertThat(Samples.found("android").platform()).isEqualTo("android");
  }

  @Test
  void exportsIosStoreWithPassword() throws IOException {
    ExportReport report;
    try (Credentials password = Credentials.ofPassword(Samples.password("ios"))) {
      report = export("ios", password);
    }

    assertReadsBackAsTruth("ios", report);
    assertThat(report.info().balance().lost()).isZero();
    assertThat(Samples.found("ios").platform()).isEqualTo("ios");
  }

  @Test
  void leavesEverySourceAsItWas() throws IOException {
    for (String sample : Samples.ALL) {
      Map<Path, FileTime> timesBefore = times(Samples.store(sample));
      Map<Path, byte[]> bytesBefore = contents(Samples.store(sample));

      try (Credentials key = new Credentials(null, null, null, Samples.databaseKey(sample))) {
        export(sample, key);
      }

      assertThat(times(Samples.store(sample))).isEqualTo(timesBefore);
      assertThat(contents(Samples.store(sample))).usingRecursiveComparison().isEqualTo(bytesBefore);
    }
  }

  private ExportReport export(String sample, Credentials credentials) throws IOException {
    ExportRequest request =
        new ExportRequest(
            Samples.found(sample),
            folder.resolve(sample + ".zip.age"),
            List.of(identity.recipient()),
            Selection.ALL,
            ExportRequest.Expired.KEEP,
            "Afterglow test");
    return Export.run(request, credentials, Progress.SILENT);
  }

  private void assertReadsBackAsTruth(String sample, ExportReport report) throws IOException {
    assertThat(report.info().balance().addsUp()).isTrue();
    try (ArchiveReader archive = ArchiveReader.open(report.archive(), List.of(identity))) {
      assertThat(archive.info()).isEqualTo(report.info());
      Truth.assertHolds(Samples.truth(sample), archive);
    }
  }

  private static Map<Path, FileTime> times(Path root) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private static Map<Path, byte[]> contents(Path root) throws IOException {
    Map<Path, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
