package app.afterglow.launcher.gui;

import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.TargetDescriptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** What became of an import, or what would become of it. */
final class BroughtScreen extends Screen {

  private final TargetProvider target;
  private final ImportReport report;
  private final Mode mode;
  private final boolean prepared;

  /**
   * Says it.
   *
   * @param prepared whether files were written that an administrator needs first, and no more
   */
  BroughtScreen(
      Wizard wizard, TargetProvider target, ImportReport report, Mode mode, boolean prepared) {
    super(wizard);
    this.prepared = prepared && mode == Mode.DELIVER;
    this.target = target;
    this.report = report;
    this.mode = mode;
  }

  @Override
  String name() {
    return prepared
        ? "brought-prepared"
        : "brought-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
    VBox column =
        Parts.column(
            BalanceView.of(words, report.balance()),
            BalanceView.losses(words, report.losses(), report.balance().lost()));
    report.notes().forEach(note -> column.getChildren().add(Parts.text(note)));
    List<Path> made = mode == Mode.DRY_RUN ? List.of() : report.written();
    for (Path written : made) {
      column
          .getChildren()
          .add(
              Parts.growing(
                  Parts.text(written.toString()),
                  Parts.button(words.say("brought.show"), () -> wizard.show(written.toUri()))));
    }
    return column;
  }

  @Override
  List<Choice> others() {
    return mode == Mode.DRY_RUN || prepared
        ? List.of()
        : List.of(new Choice(words.say("brought.more"), () -> wizard.go(new BringScreen(wizard))));
  }

  /** After a trial there is a way back to the form that does it; after the thing itself, an end. */
  @Override
  void next() {
    if (mode == Mode.DRY_RUN || prepared) {
      wizard.back();
    } else {
      wizard.goInstead(new ProofScreen(wizard));
    }
  }
}
