package app.afterglow.launcher.gui;

import app.afterglow.exporter.ExportReport;
import app.afterglow.launcher.program.SecondCopy;
import app.afterglow.model.Balance;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;

/** The proof: what was found, carried and lost, read back from the file; and where to go on. */
final class ProofScreen extends Screen {

  ProofScreen(Wizard wizard) {
    super(wizard);
  }

  @Override
  String name() {
    return "proof";
  }

  @Override
  Step step() {
    return Step.PROOF;
  }

  @Override
  Object[] arguments() {
    Balance balance = choices.report().info().balance();
    return new Object[] {balance.messages().carried(), choices.archive().toString()};
  }

  @Override
  Node content() {
    ExportReport report = choices.report();
    Balance balance = report.info().balance();
    Button look = Parts.button(say("look"), this::look, Styles.ACCENT);
    look.setId("look");
    Button copy = Parts.button(say("copy"), this::copy);
    copy.setId("copy");
    Button bring = Parts.button(say("bring"), () -> wizard.go(new BringScreen(wizard)));
    bring.setId("bring");
    FlowPane ways =
        new FlowPane(
            8,
            8,
            look,
            copy,
            bring,
            Parts.button(
                say("folder"), () -> wizard.show(choices.archive().resolveSibling("").toUri())));
    return Parts.column(
        Parts.box("notice-good", say("checked"), choices.archive().toString()),
        BalanceView.of(words, balance),
        BalanceView.losses(words, report.firstLosses(), balance.lost()),
        ways);
  }

  @Override
  boolean canGoBack() {
    return false;
  }

  @Override
  List<Choice> others() {
    return List.of(new Choice(say("again"), wizard::startAgain));
  }

  private void look() {
    wizard.look(choices.archive(), choices.identity(), () -> {});
  }

  private void copy() {
    wizard
        .desk()
        .chooseFolder(wizard.stage(), say("copy"), wizard.desk().home())
        .ifPresent(this::copyTo);
  }

  private void copyTo(Path folder) {
    wizard.run(
        "copy",
        progress -> SecondCopy.of(choices.archive(), folder, progress),
        copied -> wizard.good(say("copied"), copied.toString()));
  }

  @Override
  void next() {
    wizard.close();
  }
}
