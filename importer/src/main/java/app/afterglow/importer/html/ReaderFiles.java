package app.afterglow.importer.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The reader itself, as the formats module carries it. */
final class ReaderFiles {

  private static final String PLACE = "/app/afterglow/reader/pages/";
  private static final List<String> FILES =
      List.of("index.html", "assets/reader.js", "assets/reader.css");

  private ReaderFiles() {}

  static void copyTo(OutputFolder folder) throws IOException {
    for (String name : FILES) {
      try (InputStream in = ReaderFiles.class.getResourceAsStream(PLACE + name)) {
        if (in == null) {
          throw new IllegalStateException("this program was built without " + name);
        }
        try (OutputStream out = folder.newFile(folder.path(name))) {
          in.transferTo(out);
        }
      }
    }
  }
}
