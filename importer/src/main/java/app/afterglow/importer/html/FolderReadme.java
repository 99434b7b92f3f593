package app.afterglow.importer.html;

import app.afterglow.importer.TargetWords;
import app.afterglow.model.Balance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** {@code README.txt} of the folder: how to open it, and that it is not encrypted. */
final class FolderReadme {

  private static final int WIDTH = 78;

  private FolderReadme() {}

  static void write(OutputFolder folder, Locale locale, Balance balance) throws IOException {
    TargetWords words = new TargetWords(FolderReadme.class, locale);
    Object[] counts = {
      balance.messages().carried(),
      balance.conversations().carried(),
      balance.attachments().carried(),
      balance.attachments().lost()
    };
    StringBuilder text = new StringBuilder();
    for (String key : List.of("title", "open", "plain", "careful", "pages", "folder", "counts")) {
      String line = words.of("readme." + key, counts);
      wrap(line, text);
      text.append("\r\n");
    }
    try (OutputStream out = folder.newFile(folder.path("README.txt"))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Lines short enough for the plainest of viewers, ended as even that of Windows needs it. */
  private static void wrap(String line, StringBuilder out) {
    int column = 0;
    for (String word : line.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        out.append("\r\n");
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    out.append("\r\n");
  }
}
