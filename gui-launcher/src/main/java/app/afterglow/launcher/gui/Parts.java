package app.afterglow.launcher.gui;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What screens are put together from. */
final class Parts {

  static final double GAP = 12;

  private Parts() {}

  /** Text that wraps. */
  static Label text(String text, String... styles) {
    Label label = wrapping(new Label(text));
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** A label that a screen reader reads before its control. */
  static VBox labelled(String text, Control control) {
    return labelled(text, control, control);
  }

  /** As {@link #labelled(String, Control)}, where the control stands among others. */
  static VBox labelled(String text, Control control, Node with) {
    Label label = text(text);
    label.setLabelFor(control);
    control.setAccessibleText(text);
    VBox box = new VBox(4, label, with);
    box.setFillWidth(true);
    return box;
  }

  /** Wraps a control's text, and keeps all of its lines in sight. */
  static <T extends Labeled> T wrapping(T control) {
    control.setWrapText(true);
    control.setMinHeight(Region.USE_PREF_SIZE);
    control.setMaxWidth(Double.MAX_VALUE);
    return control;
  }

  static Button button(String text, Runnable action, String... styles) {
    Button button = new Button(text);
    button.setOnAction(_ -> action.run());
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.getStyleClass().addAll(styles);
    return button;
  }

  /** Children one below another. */
  static VBox column(Node... children) {
    VBox column = new VBox(GAP, children);
    column.setFillWidth(true);
    return column;
  }

  /** Children side by side; the first grows. */
  static HBox growing(Node first, Node... others) {
    HBox row = new HBox(GAP);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getChildren().add(first);
    row.getChildren().addAll(List.of(others));
    HBox.setHgrow(first, Priority.ALWAYS);
    return row;
  }

  /** Something to heed, a box of its own. */
  static VBox box(String style, String... paragraphs) {
    VBox box = new VBox(4);
    box.getStyleClass().addAll("notice", style);
    box.setPadding(new Insets(10, 14, 10, 14));
    box.setAccessibleRole(AccessibleRole.TEXT);
    box.setAccessibleText(String.join(" ", paragraphs));
    for (int i = 0; i < paragraphs.length; i++) {
      if (!paragraphs[i].isEmpty()) {
        box.getChildren().add(i == 0 ? text(paragraphs[i], Styles.TEXT_BOLD) : text(paragraphs[i]));
      }
    }
    return box;
  }

  /** Takes no room where it isn't seen. */
  static void visible(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
