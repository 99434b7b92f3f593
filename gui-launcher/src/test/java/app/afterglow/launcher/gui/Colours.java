package app.afterglow.launcher.gui;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.scene.Node;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** What colours do to somebody's eyes, as WCAG 2.2 reckons. */
final class Colours {

  private Colours() {}

  /** What is seen behind a node's text: the fills of all that it lies on, one over the other. */
  static Color behind(Node node) {
    Deque<Color> layers = new ArrayDeque<>();
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof Region region && region.getBackground() != null) {
        for (BackgroundFill fill : region.getBackground().getFills().reversed()) {
          if (fill.getFill() instanceof Color color) {
            layers.push(color);
            if (color.isOpaque()) {
              return flat(layers);
            }
          }
        }
      }
    }
    layers.push(
        node.getScene().getFill() instanceof Color color && color.isOpaque() ? color : Color.WHITE);
    return flat(layers);
  }

  private static Color flat(Deque<Color> layers) {
    Color under = layers.pop();
    while (!layers.isEmpty()) {
      Color over = layers.pop();
      Color below = under;
      double share = over.getOpacity();
      under =
          Color.color(
              mix(over.getRed(), below.getRed(), share),
              mix(over.getGreen(), below.getGreen(), share),
              mix(over.getBlue(), below.getBlue(), share));
    }
    return under;
  }

  private static double mix(double over, double under, double share) {
    return over * share + under * (1 - share);
  }

  /** Between 1 (the same) and 21 (black on white). */
  static double contrast(Color one, Color other) {
    double light = Math.max(luminance(one), luminance(other));
    double dark = Math.min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
