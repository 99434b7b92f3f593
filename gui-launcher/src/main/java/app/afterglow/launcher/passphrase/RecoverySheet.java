package app.afterglow.launcher.passphrase;

import app.afterglow.files.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A sheet of paper (PDF, one A4 page) with the seven words, and how to open the files with them and
 * without this program. It is made because it was asked for: whoever holds it opens the files.
 */
public final class RecoverySheet {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float MARGIN = 64;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
  private static final float LEADING = 1.4f;

  private final PDPageContentStream page;
  private final PDFont font;
  private float y = PDRectangle.A4.getHeight() - MARGIN;

  private RecoverySheet(PDPageContentStream page, PDFont font) {
    this.page = page;
    this.font = font;
  }

  /**
   * What stands on the sheet.
   *
   * @param title its heading
   * @param before paragraphs above the words
   * @param words the words in their order
   * @param after paragraphs below the words; a line that begins with four spaces is a command
   */
  public record Content(String title, List<String> before, List<String> words, List<String> after) {

    public Content {
      before = List.copyOf(before);
      words = List.copyOf(words);
      after = List.copyOf(after);
    }
  }

  /**
   * Writes it, for its owner's eyes alone; a file of this name is replaced, for the person was
   * asked about it, and no other one is touched.
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Path part =
        Files.createTempFile(folder, file.getFileName().toString(), ".part", OwnerOnly.file());
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        write(out, content);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(OutputStream out, Content content) throws IOException {
    try (PDDocument document = new PDDocument();
        InputStream font = PDDocument.class.getResourceAsStream(FONT)) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      document.getDocumentInformation().setTitle(content.title());
      PDFont face = PDType0Font.load(document, font);
      try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
        new RecoverySheet(stream, face).draw(content);
      }
      document.save(out);
    }
  }

  private void draw(Content content) throws IOException {
    paragraph(content.title(), 22, 0);
    y -= 10;
    for (String text : content.before()) {
      paragraph(text, 11, 0);
    }
    y -= 8;
    for (int i = 0; i < content.words().size(); i++) {
      paragraph((i + 1) + ".  " + content.words().get(i), 18, 24);
    }
    y -= 8;
    for (String text : content.after()) {
      boolean command = text.startsWith("    ");
      paragraph(text.strip(), command ? 9 : 11, command ? 24 : 0);
    }
  }

  private void paragraph(String text, float size, float indent) throws IOException {
    for (String line : lines(shown(text), size, WIDTH - indent)) {
      y -= size * LEADING;
      page.beginText();
      page.setFont(font, size);
      page.newLineAtOffset(MARGIN + indent, y);
      page.showText(line);
      page.endText();
    }
    y -= 6;
  }

  private List<String> lines(String text, float size, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** A file's name may have characters that the font lacks; the name is only a reminder. */
  private String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              try {
                font.encode(one);
                shown.append(one);
              } catch (IOException | IllegalArgumentException e) {
                shown.append('?');
              }
            });
    return shown.toString();
  }
}
