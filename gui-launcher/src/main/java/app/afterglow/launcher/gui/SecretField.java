package app.afterglow.launcher.gui;

import app.afterglow.secret.Secret;
import javafx.application.Platform;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A field for a password that can be shown, and that says when Caps Lock is on. The toolkit keeps
 * what is typed as text of its own, which can't be wiped: it is taken out as a {@link Secret}, and
 * the field is emptied as soon as it has been used.
 */
final class SecretField {

  private final PasswordField hidden = new PasswordField();
  private final TextField shown = new TextField();
  private final CheckBox show;
  private final Label capsLock;
  private final SimpleBooleanProperty filled = new SimpleBooleanProperty();
  private final VBox node;

  SecretField(GuiWords words, String label) {
    hidden.setId("secret");
    hidden.getStyleClass().add("first-focus");
    shown.setAccessibleText(label);
    shown.setVisible(false);
    shown.textProperty().bindBidirectional(hidden.textProperty());
    hidden.textProperty().addListener((_, _, text) -> filled.set(!text.isEmpty()));
    show = new CheckBox(words.say("secret.show"));
    show.selectedProperty().addListener((_, _, on) -> show(on));
    capsLock = Parts.text(words.say("secret.caps-lock"), "caps-lock");
    Parts.visible(capsLock, false);
    for (TextField field : new TextField[] {hidden, shown}) {
      field.addEventHandler(KeyEvent.ANY, _ -> lookAtCapsLock());
      field.focusedProperty().addListener((_, _, _) -> lookAtCapsLock());
    }
    StackPane either = new StackPane(hidden, shown);
    node = Parts.column(Parts.labelled(label, hidden, either), capsLock, show);
  }

  Node node() {
    return node;
  }

  /** Whether anything is typed. */
  BooleanExpression filled() {
    return filled;
  }

  private void show(boolean on) {
    shown.setVisible(on);
    hidden.setVisible(!on);
    (on ? shown : hidden).requestFocus();
    (on ? shown : hidden).end();
  }

  private void lookAtCapsLock() {
    boolean focused = hidden.isFocused() || shown.isFocused();
    // Not every system tells.
    Parts.visible(capsLock, focused && Platform.isKeyLocked(KeyCode.CAPS).orElse(false));
  }

  /** What is typed. The caller closes it. */
  Secret secret() {
    CharSequence typed = hidden.getCharacters();
    char[] chars = new char[typed.length()];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = typed.charAt(i);
    }
    return Secret.ofChars(chars);
  }

  /** Types it for somebody: the sample's password, which is no secret. */
  void fill(String text) {
    hidden.setText(text);
  }

  void clear() {
    hidden.clear();
  }
}
