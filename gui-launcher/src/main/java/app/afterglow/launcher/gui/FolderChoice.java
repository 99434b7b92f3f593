package app.afterglow.launcher.gui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where files are kept: a folder, and whether there is room in it. */
final class FolderChoice {

  private final Wizard wizard;
  private final TextField field = new TextField();
  private final Label room = Parts.text("");
  private final SimpleBooleanProperty chosen = new SimpleBooleanProperty();
  private final long needed;
  private final VBox node;

  /**
   * Asks for a folder.
   *
   * @param needed bytes that will be written, as far as that can be told
   */
  FolderChoice(Wizard wizard, String label, long needed) {
    this.wizard = wizard;
    this.needed = needed;
    field.setId("folder");
    Button browse = Parts.button(wizard.words().say("folder.choose"), this::browse);
    node = Parts.column(Parts.labelled(label, field, Parts.growing(field, browse)), room);
    field.textProperty().addListener((_, _, _) -> look());
    Path kept = wizard.choices().folder();
    Path suggested = kept == null ? wizard.desk().home().resolve("Afterglow") : kept;
    field.setText(suggested.toString());
    look();
  }

  Node node() {
    return node;
  }

  /** Whether a folder is named that files can be written to. */
  BooleanExpression chosen() {
    return chosen;
  }

  Path folder() {
    return Objects.requireNonNull(typed());
  }

  /** A file of this name that isn't there yet, the day in its name. */
  Path free(String name, String ending) {
    String safe =
        name.replaceAll("[^\\p{L}\\p{N} ._-]", "_") + " " + LocalDate.now(ZoneId.systemDefault());
    Path file = folder().resolve(safe + ending);
    for (int i = 2; Files.exists(file); i++) {
      file = folder().resolve(safe + " " + i + ending);
    }
    return file;
  }

  private @Nullable Path typed() {
    String text = field.getText().strip();
    try {
      Path path = Path.of(text);
      return text.isEmpty() || !path.isAbsolute() ? null : path;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private void browse() {
    Path start = typed() == null ? wizard.desk().home() : folder();
    wizard
        .desk()
        .chooseFolder(wizard.stage(), wizard.words().say("folder.choose"), start)
        .ifPresent(path -> field.setText(path.toString()));
  }

  private void look() {
    GuiWords words = wizard.words();
    Path path = typed();
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    room.getStyleClass().removeAll("danger-text");
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      chosen.set(false);
      complain(words.say("folder.not-writable"));
      return;
    }
    chosen.set(true);
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      if (free < needed + needed / 10) {
        complain(words.say("folder.full", words.size(free), words.size(needed)));
      } else {
        room.setText(words.say("folder.free", words.size(free), words.size(needed)));
      }
    } catch (IOException e) {
      // Some network shares don't tell; writing will.
      room.setText("");
    }
  }

  private void complain(String text) {
    room.getStyleClass().add("danger-text");
    room.setText(text);
  }
}
