package app.afterglow.importer.mail;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.FileSet;
import app.afterglow.importer.plain.MimeDocument;
import app.afterglow.importer.plain.UniqueNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A folder of EML files: {@code CONVERSATION/2021-05/2021-05-04 15-37-05 000012.eml}, months apart
 * so that no folder gets too full.
 */
final class EmlFolder implements MailStore {

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH-mm-ss", Locale.ROOT);

  private final FileSet files;
  private final UniqueNames folders = new UniqueNames();
  private String folder = "";
  private long number;

  private EmlFolder(FileSet files) {
    this.files = files;
  }

  static EmlFolder create(ImportRequest request) throws IOException {
    return new EmlFolder(FileSet.folder(request));
  }

  @Override
  public void conversation(String title) {
    folder = folders.take(FileNames.safe(title, "conversation"));
    number = 0;
  }

  @Override
  public void add(MimeDocument mail, String sender, ZonedDateTime at) throws IOException {
    number++;
    String name =
        String.format(
            Locale.ROOT, "%s/%s/%s %06d.eml", folder, MONTH.format(at), NAME.format(at), number);
    try (OutputStream out = files.file(name, at.toInstant(), null)) {
      if (files.takesContent()) {
        mail.writeTo(out);
      }
    }
  }

  @Override
  public List<Path> finish() throws IOException {
    return files.finish();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
