package app.afterglow.launcher.gui;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.TargetDescriptions;
import app.afterglow.secret.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/**
 * A target's own options in the target's own words: a box to tick where it is yes or no, a list
 * where it is one of some words, a field with a button where it is a file, and otherwise a field.
 */
final class TargetForm {

  private final Wizard wizard;
  private final GuiWords words;
  private final Map<String, Supplier<String>> filled = new LinkedHashMap<>();
  private final Map<String, SecretField> secrets = new LinkedHashMap<>();
  private final Map<String, String> fixed = new HashMap<>();
  private final VBox node = Parts.column();

  TargetForm(Wizard wizard, TargetProvider target, Path archive) {
    this.wizard = wizard;
    this.words = wizard.words();
    for (TargetOption option : target.options()) {
      String said = TargetDescriptions.option(target, option, words.locale());
      String label = said.isEmpty() ? option.name() : said;
      switch (option.kind()) {
        case SECRET -> {
          SecretField field = new SecretField(words, words.say("bring-form.secret", label));
          secrets.put(option.name(), field);
          node.getChildren().add(field.node());
        }
        case STATE_FILE -> fixed.put(option.name(), option.besideArchive(archive, target));
        case FILE, NEW_FILE -> node.getChildren().add(file(option, label));
        case TEXT -> node.getChildren().add(asked(option, label));
      }
    }
  }

  private Node asked(TargetOption option, String label) {
    if (option.isSwitch()) {
      CheckBox box = Parts.wrapping(new CheckBox(label));
      box.setId("option-" + option.name());
      filled.put(option.name(), () -> box.isSelected() ? "yes" : "no");
      return box;
    }
    if (option.values().isEmpty()) {
      return Parts.labelled(label, field(option));
    }
    ComboBox<String> list = new ComboBox<>();
    list.setId("option-" + option.name());
    list.getItems().setAll(option.values());
    list.setValue(option.defaultValue());
    filled.put(option.name(), list::getValue);
    return Parts.labelled(label, list);
  }

  private TextField field(TargetOption option) {
    TextField field = new TextField(option.defaultValue() == null ? "" : option.defaultValue());
    field.setId("option-" + option.name());
    filled.put(option.name(), () -> field.getText().strip());
    return field;
  }

  private Node file(TargetOption option, String label) {
    TextField field = field(option);
    Button choose =
        Parts.button(
            words.say("bring-form.choose"),
            () -> choose(option, label).ifPresent(path -> field.setText(path.toString())));
    choose.setId("choose-" + option.name());
    choose.setAccessibleText(words.say("bring-form.choose") + " " + label);
    return Parts.labelled(label, field, Parts.growing(field, choose));
  }

  private Optional<Path> choose(TargetOption option, String label) {
    Desk desk = wizard.desk();
    return option.kind() == TargetOption.Kind.FILE
        ? desk.chooseFile(wizard.stage(), label, desk.home())
        : desk.chooseNewFile(wizard.stage(), label, desk.home().resolve(option.name()));
  }

  boolean isEmpty() {
    return node.getChildren().isEmpty();
  }

  Node node() {
    return node;
  }

  /** What is filled in, by name; an empty field holds its default. */
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>(fixed);
    filled.forEach(
        (name, value) -> {
          if (!value.get().isEmpty()) {
            options.put(name, value.get());
          }
        });
    return options;
  }

  /** Empties the fields for secrets. */
  void clearSecrets() {
    secrets.values().forEach(SecretField::clear);
  }

  /** What is typed into the fields for secrets, by name. The caller closes them. */
  Map<String, Secret> secrets() {
    Map<String, Secret> typed = new HashMap<>();
    secrets.forEach(
        (name, field) -> {
          if (field.filled().get()) {
            typed.put(name, field.secret());
          }
        });
    return typed;
  }
}
