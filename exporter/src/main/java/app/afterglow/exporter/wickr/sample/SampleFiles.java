package app.afterglow.exporter.wickr.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The files that people in the sample send: small, drawn or computed, and the same every time. */
final class SampleFiles {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final int SAMPLE_RATE = 8_000;

  private SampleFiles() {}

  /** The media type of a file of this name. */
  static String mediaType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "png" -> "image/png";
      case "wav" -> "audio/wav";
      case "txt" -> "text/plain";
      default -> "application/octet-stream";
    };
  }

  /** The content of a file of this name. */
  static byte[] content(String name) throws IOException {
    return switch (SampleFiles.mediaType(name)) {
      case "image/png" -> picture(name);
      case "audio/wav" -> whistle();
      case "text/plain" -> text(name).getBytes(StandardCharsets.UTF_8);
      default -> random(name, 6_000);
    };
  }

  private static String text(String name) {
    return name.startsWith("recette")
        ? """
          Ouarak énab de tante Salma (6 personnes)

          50 feuilles de vigne, 300 g de riz rond, 250 g d'agneau haché,
          2 citrons, 1 c. à c. de sept épices, huile d'olive, sel.

          1. Blanchir les feuilles 2 minutes.
          2. Mélanger riz cru, viande, épices, sel.
          3. Rouler serré, mais pas trop : le riz gonfle.
          4. Ranger en couronne, couvrir d'eau et de jus de citron,
             une assiette retournée par-dessus, 1 h à petit feu.

          « Le secret, c'est de ne jamais soulever l'assiette. »
          """
        : """
          PACKING LIST, mountains, 3 nights

          1. coffee
          2. coffee
          3. tent (not the leaking one)
          4. sleeping bags, -5 °C
          5. rain jackets
          6. head torches + spare batteries
          7. map 1:25,000 (paper!)
          8. first aid
          9. chocolate, 4 bars per person
          """;
  }

  private static byte[] random(String name, int length) {
    byte[] bytes = new byte[length];
    new Random(name.hashCode()).nextBytes(bytes);
    return bytes;
  }

  /** A second of something between 1.2 and 2.4 kHz, as marmots do it. */
  private static byte[] whistle() throws IOException {
    byte[] samples = new byte[SAMPLE_RATE];
    for (int i = 0; i < samples.length; i++) {
      double seconds = (double) i / SAMPLE_RATE;
      double volume = Math.sin(Math.PI * seconds);
      double phase = 2 * Math.PI * (1_200 * seconds + 600 * seconds * seconds);
      samples[i] = (byte) (128 + Math.round(100 * volume * Math.sin(phase)));
    }
    AudioFormat format = new AudioFormat(SAMPLE_RATE, 8, 1, false, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length),
        AudioFileFormat.Type.WAVE,
        out);
    return out.toByteArray();
  }

  private static byte[] picture(String name) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      Random random = new Random(name.hashCode());
      switch (name) {
        case "floor-plan.png", "sheet-12.png", "tram-ticket.png" -> drawPlan(pen, random);
        case "summit.png" -> drawMountains(pen, random);
        default -> drawDots(pen, random);
      }
    } finally {
      pen.dispose();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static void drawPlan(Graphics2D pen, Random random) {
    pen.setColor(new Color(0xf7f3e8));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(new Color(0x2b3a55));
    pen.setStroke(new BasicStroke(4));
    pen.draw(new Rectangle2D.Double(30, 30, WIDTH - 60.0, HEIGHT - 60.0));
    pen.setStroke(new BasicStroke(2));
    for (int i = 0; i < 9; i++) {
      double x = 30 + random.nextInt(WIDTH - 180);
      double y = 30 + random.nextInt(HEIGHT - 150);
      pen.draw(new Rectangle2D.Double(x, y, 60 + random.nextInt(60), 40 + random.nextInt(50)));
    }
  }

  private static void drawMountains(Graphics2D pen, Random random) {
    pen.setPaint(new GradientPaint(0, 0, new Color(0x7fb2e5), 0, HEIGHT, new Color(0xfff1d0)));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    for (int range = 0; range < 4; range++) {
      Path2D ridge = new Path2D.Double();
      ridge.moveTo(0, HEIGHT);
      for (int x = 0; x <= WIDTH; x += 40) {
        ridge.lineTo(x, 90 + 50.0 * range + random.nextInt(60));
      }
      ridge.lineTo(WIDTH, HEIGHT);
      ridge.closePath();
      int shade = 150 - 30 * range;
      pen.setColor(new Color(shade - 30, shade, shade + 20));
      pen.fill(ridge);
    }
  }

  private static void drawDots(Graphics2D pen, Random random) {
    float hue = random.nextFloat();
    pen.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.25f, 0.95f),
            WIDTH,
            HEIGHT,
            Color.getHSBColor(hue + 0.15f, 0.45f, 0.7f)));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    for (int i = 0; i < 40; i++) {
      double size = 12 + random.nextInt(50);
      pen.setColor(Color.getHSBColor(hue + random.nextFloat() * 0.3f, 0.6f, 0.9f));
      pen.fill(new Ellipse2D.Double(random.nextInt(WIDTH), random.nextInt(HEIGHT), size, size));
    }
  }
}
