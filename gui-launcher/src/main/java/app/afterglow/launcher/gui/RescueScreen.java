package app.afterglow.launcher.gui;

import app.afterglow.age.PassphraseRecipient;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.rescue.Rescue;
import app.afterglow.exporter.rescue.RescueReport;
import app.afterglow.exporter.rescue.RescueRequest;
import app.afterglow.launcher.program.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;

/**
 * A copy of the store as it is, before anything else: what can go wrong later can be done again.
 */
final class RescueScreen extends Screen {

  private final FolderChoice folder;

  RescueScreen(Wizard wizard) {
    super(wizard);
    folder = new FolderChoice(wizard, say("where"), choices.store().size());
    ready().bind(folder.chosen());
  }

  @Override
  String name() {
    return "rescue";
  }

  @Override
  Step step() {
    return Step.RESCUE;
  }

  @Override
  Node content() {
    FoundStore store = choices.store();
    return Parts.column(
        Parts.text(say("store", store.application(), store.place(), words.size(store.size()))),
        folder.node());
  }

  @Override
  List<Choice> others() {
    return List.of(new Choice(say("skip"), () -> wizard.go(new PasswordScreen(wizard))));
  }

  @Override
  void next() {
    choices.keepIn(folder.folder());
    if (choices.rescue() != null) {
      wizard.go(new PasswordScreen(wizard));
    } else if (choices.hasPassphrase()) {
      rescue();
    } else {
      wizard.go(new WordsScreen(this, this::rescue));
    }
  }

  private void rescue() {
    Path file = folder.free(choices.store().application() + " - rescue", ".zip.age");
    wizard.run(
        "rescue",
        progress -> {
          Files.createDirectories(folder.folder());
          try (PassphraseRecipient recipient = choices.recipient()) {
            return Rescue.run(
                new RescueRequest(choices.store(), file, List.of(recipient), Version.program()),
                progress);
          }
        },
        this::rescued);
  }

  private void rescued(RescueReport report) {
    choices.rescued(report);
    wizard.go(new PasswordScreen(wizard));
    String counts = say("done.files", report.carried(), report.found(), report.file().toString());
    if (report.lost() == 0) {
      wizard.good(say("done"), counts);
    } else {
      wizard.mind(say("done.lost", report.lost()), counts);
    }
  }
}
