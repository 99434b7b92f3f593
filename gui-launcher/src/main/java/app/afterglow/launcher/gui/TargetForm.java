package app.afterglow.launcher.gui;

import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.TargetDescriptions;
import app.afterglow.secret.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** A target's own options as fields, in the target's own words. */
final class TargetForm {

  private final Map<String, TextField> texts = new LinkedHashMap<>();
  private final Map<String, CheckBox> switches = new LinkedHashMap<>();
  private final Map<String, SecretField> secrets = new LinkedHashMap<>();
  private final Map<String, String> fixed = new HashMap<>();
  private final VBox node = Parts.column();

  TargetForm(TargetProvider target, GuiWords words, Path archive) {
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
        case TEXT -> node.getChildren().add(text(option, label));
      }
    }
  }

  private Node text(TargetOption option, String label) {
    if (option.isSwitch()) {
      CheckBox box = Parts.wrapping(new CheckBox(label));
      box.setId("option-" + option.name());
      switches.put(option.name(), box);
      return box;
    }
    TextField field = new TextField(option.defaultValue() == null ? "" : option.defaultValue());
    field.setId("option-" + option.name());
    texts.put(option.name(), field);
    return Parts.labelled(label, field);
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
    texts.forEach(
        (name, field) -> {
          if (!field.getText().isBlank()) {
            options.put(name, field.getText().strip());
          }
        });
    switches.forEach((name, box) -> options.put(name, box.isSelected() ? "yes" : "no"));
    return options;
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
