package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Takes pictures of windows for people to look at, and audits what is on them. */
final class Camera {

  private final FxRobot robot;
  private final Path album;
  private int pictures;

  /**
   * Puts its pictures below {@code target/screenshots}.
   *
   * @param language of the windows it will see
   */
  Camera(FxRobot robot, Locale language) {
    this.robot = robot;
    this.album = Path.of("target", "screenshots", "wizard-" + language.getLanguage());
  }

  /** The name of the next picture in the album: they are numbered. */
  String next(String name) {
    return String.format(Locale.ROOT, "%02d-%s", ++pictures, name);
  }

  /** Takes a picture; nothing on it may be cut short, unnamed or hard to read. */
  void takes(Scene scene, String name) {
    keeps(scene, name);
    List<String> problems = new ArrayList<>();
    robot.interact(() -> problems.addAll(Audit.of(scene)));
    assertThat(problems).as("what is wrong with %s", name).isEmpty();
  }

  /** Takes a picture, whatever is on it. */
  void keeps(Scene scene, String name) {
    WaitForAsyncUtils.waitForFxEvents();
    WritableImage[] taken = new WritableImage[1];
    robot.interact(() -> taken[0] = scene.snapshot(null));
    try {
      Files.createDirectories(album);
      ImageIO.write(image(taken[0]), "png", album.resolve(name + ".png").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage image(WritableImage taken) {
    int width = (int) taken.getWidth();
    int height = (int) taken.getHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, taken.getPixelReader().getArgb(x, y));
      }
    }
    return image;
  }
}
