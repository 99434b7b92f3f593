package app.afterglow.launcher.gui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/**
 * What somebody would stumble over who sees little, hears the screen read, or has no mouse. It asks
 * the window the same questions as the system's screen reader does. In the window's thread.
 */
final class Audit {

  /** Of text to what is behind it: WCAG 2.2, 1.4.3. */
  private static final double CONTRAST = 4.5;

  private final Scene scene;
  private final List<String> problems = new ArrayList<>();

  private Audit(Scene scene) {
    this.scene = scene;
  }

  /** What is wrong with what the window shows. */
  static List<String> of(Scene scene) {
    Audit audit = new Audit(scene);
    audit.look(scene.getRoot());
    audit.reachNextStep();
    return audit.problems;
  }

  private void look(Node node) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Control control && control.isFocusTraversable()) {
      named(control);
    }
    if (node instanceof Labeled labeled) {
      whole(labeled);
    }
    if (!(node instanceof ScrollBar)) {
      inside(node);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::look);
    }
  }

  /** A screen reader says a role and a name. */
  private void named(Control control) {
    Object text = control.queryAccessibleAttribute(AccessibleAttribute.TEXT);
    Object label = control.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
    String own = control.getAccessibleText();
    boolean named =
        (own != null && !own.isBlank())
            || label != null
            || (control instanceof Labeled && text != null && !text.toString().isBlank());
    if (!named) {
      problems.add("without a name: " + control);
    }
  }

  /** A text that is cut short ends with an ellipsis that its owner never wrote. */
  private void whole(Labeled labeled) {
    for (Node child : labeled.getChildrenUnmodifiable()) {
      if (child instanceof Text shown && !shown.getText().equals(labeled.getText())) {
        problems.add("cut short: " + labeled.getText() + " -> " + shown.getText());
      }
      if (child instanceof Text shown && !labeled.isDisabled()) {
        readable(labeled, shown);
      }
    }
  }

  private void readable(Labeled labeled, Text shown) {
    Color behind = Colours.behind(labeled);
    if (shown.getFill() instanceof Color ink && !shown.getText().isBlank()) {
      double contrast = Colours.contrast(ink, behind);
      if (contrast < CONTRAST) {
        problems.add(
            String.format("contrast %.2f (%s on %s): %s", contrast, ink, behind, shown.getText()));
      }
    }
  }

  /** Nothing is beyond the left or right edge: the window scrolls up and down only. */
  private void inside(Node node) {
    Bounds bounds = node.localToScene(node.getLayoutBounds());
    if (node instanceof Control && (bounds.getMinX() < -1 || bounds.getMaxX() > width() + 1)) {
      problems.add("beyond the edge: " + node);
    }
    if (node instanceof ScrollPane pane
        && pane.getContent() != null
        && pane.getContent().getLayoutBounds().getWidth()
            > pane.getViewportBounds().getWidth() + 1) {
      problems.add("scrolls sideways: " + pane.getContent());
    }
  }

  private double width() {
    return scene.getWidth();
  }

  /** The next step is in sight without scrolling, however small the window. */
  private void reachNextStep() {
    Node next = scene.lookup("#next");
    if (next != null && next.isVisible() && next.getParent().isVisible()) {
      Bounds bounds = next.localToScene(next.getLayoutBounds());
      if (bounds.getMaxY() > scene.getHeight() + 1 || bounds.getMinY() < 0) {
        problems.add("the next step is out of sight: " + bounds);
      }
    }
  }

  /** What can have the focus, in the order in which it is read: from top to bottom. */
  static List<Control> inReadingOrder(Scene scene) {
    List<Control> all = new ArrayList<>();
    collect(scene.getRoot(), all);
    all.sort(
        Comparator.<Control>comparingDouble(
                control -> Math.rint(control.localToScene(0, 0).getY() / 20))
            .thenComparingDouble(control -> control.localToScene(0, 0).getX()));
    return all;
  }

  private static void collect(Node node, List<Control> all) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Control control && control.isFocusTraversable() && !control.isDisabled()) {
      all.add(control);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, all));
    }
  }
}
