package app.afterglow.launcher.gui;

import app.afterglow.age.PassphraseIdentity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.TargetProvider;
import app.afterglow.importer.TargetProvider.Output;
import app.afterglow.launcher.program.TargetDescriptions;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What one target wants to know, and the run itself. */
final class BringFormScreen extends Screen {

  private final TargetProvider target;
  private final TargetForm form;
  private final @Nullable FolderChoice folder;

  BringFormScreen(Wizard wizard, TargetProvider target) {
    super(wizard);
    this.target = target;
    this.form = new TargetForm(wizard, target, choices.archive());
    this.folder =
        target.output(Map.of()).kind() == Output.Kind.SERVER
            ? null
            : new FolderChoice(wizard, say("where"), choices.report().info().attachmentBytes());
    if (folder != null) {
      ready().bind(folder.chosen());
    }
  }

  @Override
  String name() {
    return "bring-form";
  }

  @Override
  Step step() {
    return Step.PROOF;
  }

  @Override
  Object[] arguments() {
    return new Object[] {TargetDescriptions.title(target, words.locale())};
  }

  @Override
  Node content() {
    VBox column = Parts.column();
    if (folder != null) {
      column.getChildren().add(folder.node());
      if (!form.isEmpty()) {
        TitledPane more = new TitledPane(say("options"), form.node());
        more.setExpanded(false);
        column.getChildren().add(more);
      }
    } else {
      column.getChildren().add(form.node());
    }
    return column;
  }

  @Override
  List<Choice> others() {
    return List.of(Choice.withForm(say("try"), () -> run(Mode.DRY_RUN)));
  }

  @Override
  void next() {
    run(Mode.DELIVER);
  }

  private void run(Mode mode) {
    Map<String, String> options = form.options();
    Output kind = target.output(options);
    @Nullable Path output =
        folder == null || kind.kind() == Output.Kind.SERVER
            ? null
            : folder.free(target.name(), kind.ending());
    Map<String, Secret> secrets = form.secrets();
    wizard.run(
        mode == Mode.DRY_RUN ? "try" : "bring",
        progress -> {
          try {
            return bring(output, mode, options, secrets, progress);
          } finally {
            secrets.values().forEach(Secret::close);
          }
        },
        report -> {
          // Whoever only tried goes back to the form, and on from there.
          if (mode == Mode.DELIVER) {
            form.clearSecrets();
          }
          wizard.go(new BroughtScreen(wizard, target, report, mode, target.onlyPrepares(options)));
        });
  }

  @Override
  void forgotten() {
    form.clearSecrets();
  }

  private ImportReport bring(
      @Nullable Path output,
      Mode mode,
      Map<String, String> options,
      Map<String, Secret> secrets,
      Progress progress)
      throws IOException {
    ImportRequest request =
        new ImportRequest(
            output,
            Selection.ALL,
            mode,
            ZoneId.systemDefault(),
            words.locale(),
            options,
            null,
            secrets);
    try (PassphraseIdentity identity = choices.identity();
        ArchiveReader history = ArchiveReader.open(choices.archive(), List.of(identity))) {
      return Import.run(target, history, request, progress);
    }
  }
}
