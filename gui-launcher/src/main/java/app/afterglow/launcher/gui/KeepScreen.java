package app.afterglow.launcher.gui;

import app.afterglow.age.PassphraseRecipient;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.exporter.OriginNames;
import app.afterglow.launcher.program.Version;
import app.afterglow.problem.AfterglowException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;

/** Where the archive is kept, and what locks it. */
final class KeepScreen extends Screen {

  /** Bytes of archive a message takes at most, usually: enough to warn of a full disk. */
  private static final long BYTES_A_MESSAGE = 500;

  private final FolderChoice folder;

  /**
   * Asks where.
   *
   * @param bytes of the files that are wanted, as far as they are known
   */
  KeepScreen(Wizard wizard, long bytes) {
    super(wizard);
    long needed = bytes + BYTES_A_MESSAGE * choices.contents().messages();
    folder = new FolderChoice(wizard, say("where"), needed);
    ready().bind(folder.chosen());
  }

  @Override
  String name() {
    return "keep";
  }

  @Override
  Step step() {
    return Step.KEEP;
  }

  @Override
  Node content() {
    boolean ownPassphrase = choices.hasPassphrase() && choices.words() == null;
    String lock =
        !choices.hasPassphrase() ? "lock.none" : ownPassphrase ? "lock.passphrase" : "lock.words";
    String two = ownPassphrase ? "two.passphrase" : "two.words";
    return Parts.column(folder.node(), Parts.box("notice-mind", say(lock), say(two)));
  }

  @Override
  List<Choice> others() {
    return choices.hasPassphrase()
        ? List.of(Choice.withForm(say("other"), () -> wizard.go(new WordsScreen(this, this::save))))
        : List.of();
  }

  @Override
  void next() {
    if (choices.hasPassphrase()) {
      save();
    } else {
      wizard.go(new WordsScreen(this, this::save));
    }
  }

  private void save() {
    choices.keepIn(folder.folder());
    Path archive = folder.free(choices.store().application(), ".zip.age");
    wizard.run("export", progress -> export(archive, progress), this::saved);
  }

  private ExportReport export(Path archive, Progress progress) throws IOException {
    Files.createDirectories(folder.folder());
    try (PassphraseRecipient recipient = choices.recipient()) {
      return Export.run(
          new ExportRequest(
              choices.store(),
              archive,
              List.of(recipient),
              choices.selection(),
              choices.expired(),
              Version.program()),
          choices.credentials(),
          progress);
    } catch (AfterglowException e) {
      throw OriginNames.named(e, choices.store());
    }
  }

  private void saved(ExportReport report) {
    choices.exported(report);
    choices.keepAs(report.archive());
    wizard.go(new ProofScreen(wizard));
  }
}
