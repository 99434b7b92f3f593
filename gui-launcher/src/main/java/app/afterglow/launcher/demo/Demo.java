package app.afterglow.launcher.demo;

import app.afterglow.age.IdentitiesFile;
import app.afterglow.age.Identity;
import app.afterglow.age.Recipient;
import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.ArchiveVerifier;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The whole way once, over a store with made-up people: store, key, archive, verification, pages
 * and a Mattermost import, all in one folder.
 */
public final class Demo {

  private final DemoFolder folder;
  private final Narrator narrator;
  private final Progress progress;

  private Demo(DemoFolder folder, Narrator narrator, Progress progress) {
    this.folder = folder;
    this.narrator = narrator;
    this.progress = progress;
  }

  /** Hears what the demo does, each step with the command that would do the same. */
  public interface Narrator {

    /** A step begins. */
    void step(String key, String command);

    /** The archive was written. */
    void exported(ExportReport report);

    /** The archive was brought to a target. */
    void imported(String target, ImportReport report);
  }

  /** What becomes of an earlier demo in the same folder. */
  public enum Earlier {
    /** It stays, and the demo is refused. */
    KEEP,
    /** What it made is replaced. */
    REPLACE
  }

  /**
   * Runs it.
   *
   * @param creator the program and its version
   * @throws app.afterglow.problem.UsageException where something stands in the folder already
   */
  public static void run(
      Path folder,
      Earlier earlier,
      String creator,
      Locale locale,
      Narrator narrator,
      Progress progress)
      throws IOException {
    try (DemoFolder made =
        switch (earlier) {
          case KEEP -> DemoFolder.fresh(folder);
          case REPLACE -> DemoFolder.replacing(folder);
        }) {
      new Demo(made, narrator, progress).run(creator, locale);
    }
  }

  private void run(String creator, Locale locale) throws IOException {
    Path store = folder.resolve("store");
    Path passwordFile = folder.resolve("password.txt");
    Path key = folder.resolve("key.txt");
    Path archive = folder.resolve("sample.zip.age");

    narrator.step("demo.store", "");
    SampleStore.create(store);
    try (Secret password = SampleStore.password()) {
      Files.write(passwordFile, password.bytes());
    }
    narrator.step("demo.key", "keygen --output " + key);
    try (X25519Identity identity = X25519Identity.generate()) {
      Recipient recipient = IdentitiesFile.write(key, identity);
      narrator.step(
          "demo.export",
          "export %s --password-file %s --recipient %s --output %s"
              .formatted(store, passwordFile, recipient, archive));
      narrator.exported(export(store, recipient, archive, creator));
      narrator.step("demo.verify", "verify %s --identity %s".formatted(archive, key));
      ArchiveVerifier.verify(archive, List.of(identity), progress);
      bring(archive, key, identity, "html", folder.resolve("pages"), locale);
      bring(archive, key, identity, "mattermost", folder.resolve("mattermost.zip"), locale);
    }
  }

  private ExportReport export(Path store, Recipient recipient, Path archive, String creator)
      throws IOException {
    FoundStore found = StoreFinder.in(store, "wickr").getFirst();
    ExportRequest request =
        new ExportRequest(
            found, archive, List.of(recipient), Selection.ALL, ExportRequest.Expired.KEEP, creator);
    try (Credentials credentials = Credentials.ofPassword(SampleStore.password())) {
      return Export.run(request, credentials, progress);
    }
  }

  private void bring(
      Path archive, Path key, Identity identity, String target, Path output, Locale locale)
      throws IOException {
    narrator.step(
        "demo." + target,
        "import %s --identity %s --to %s --output %s".formatted(archive, key, target, output));
    ImportRequest request =
        new ImportRequest(
            output,
            Selection.ALL,
            ImportRequest.Mode.DELIVER,
            ZoneId.systemDefault(),
            locale,
            Map.of());
    try (ArchiveReader history = ArchiveReader.open(archive, List.of(identity))) {
      narrator.imported(target, Import.run(Import.target(target), history, request, progress));
    }
  }
}
