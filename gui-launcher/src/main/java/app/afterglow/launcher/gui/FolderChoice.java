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

  /**
   * What there is to know of a folder.
   *
   * @param writable whether files can be written to it, or to where it will be made
   * @param free bytes free there, -1 where that can't be told
   */
  private record Room(boolean writable, long free) {

    static Room in(@Nullable Path folder) {
      Path existing = folder;
      while (existing != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
        return new Room(false, -1);
      }
      try {
        return new Room(true, Files.getFileStore(existing).getUsableSpace());
      } catch (IOException e) {
        // Some network shares don't tell; writing will.
        return new Room(true, -1);
      }
    }
  }

  /** Beside the window: a share that went away lets whoever looks at it wait. */
  private void look() {
    String asked = field.getText();
    Path path = typed();
    chosen.set(false);
    new Work<>(_ -> Room.in(path))
        .start(
            found -> {
              if (asked.equals(field.getText())) {
                tell(found);
              }
            },
            wizard::problem);
  }

  private void tell(Room found) {
    GuiWords words = wizard.words();
    chosen.set(found.writable());
    room.getStyleClass().removeAll("danger-text");
    if (!found.writable()) {
      complain(words.say("folder.not-writable"));
    } else if (found.free() < 0) {
      room.setText("");
    } else if (found.free() < needed + needed / 10) {
      complain(words.say("folder.full", words.size(found.free()), words.size(needed)));
    } else {
      room.setText(words.say("folder.free", words.size(found.free()), words.size(needed)));
    }
  }

  private void complain(String text) {
    room.getStyleClass().add("danger-text");
    room.setText(text);
  }
}
