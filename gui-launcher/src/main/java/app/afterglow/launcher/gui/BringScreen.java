package app.afterglow.launcher.gui;

import app.afterglow.importer.Import;
import app.afterglow.importer.TargetProvider;
import app.afterglow.importer.TargetProvider.Output;
import app.afterglow.launcher.program.TargetDescriptions;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Which messenger, or which form? */
final class BringScreen extends Screen {

  private final ToggleGroup group = new ToggleGroup();

  BringScreen(Wizard wizard) {
    super(wizard);
    ready().set(false);
    group.selectedToggleProperty().addListener((_, _, chosen) -> ready().set(chosen != null));
  }

  @Override
  String name() {
    return "bring";
  }

  @Override
  Step step() {
    return Step.PROOF;
  }

  @Override
  Node content() {
    List<TargetProvider> targets = Import.targets();
    VBox column = Parts.column(Parts.text(say("files"), Styles.TEXT_BOLD));
    targets.stream()
        .filter(target -> target.output(Map.of()).kind() != Output.Kind.SERVER)
        .forEach(target -> column.getChildren().add(choice(target)));
    column.getChildren().add(Parts.text(say("servers"), Styles.TEXT_BOLD));
    targets.stream()
        .filter(target -> target.output(Map.of()).kind() == Output.Kind.SERVER)
        .forEach(target -> column.getChildren().add(choice(target)));
    return column;
  }

  private RadioButton choice(TargetProvider target) {
    RadioButton button =
        Parts.wrapping(new RadioButton(TargetDescriptions.title(target, words.locale())));
    button.setId("target-" + target.name());
    button.setUserData(target);
    button.setToggleGroup(group);
    return button;
  }

  @Override
  void next() {
    Toggle chosen = group.getSelectedToggle();
    if (chosen != null && chosen.getUserData() instanceof TargetProvider target) {
      wizard.go(new BringFormScreen(wizard, target));
    }
  }
}
