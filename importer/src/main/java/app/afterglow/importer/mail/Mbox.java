package app.afterglow.importer.mail;

import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.MimeDocument;
import app.afterglow.importer.plain.PartFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mbox file (RFC 4155) of the kind called mboxrd: before each mail a line {@code From address
 * date}, after it an empty line; in it, every line that begins with {@code From} and a blank, after
 * any number of {@code >}, has one {@code >} more, so that taking one away gives the mail back.
 */
final class Mbox implements MailStore {

  /** The format of C's asctime(), in UTC. */
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

  private final @Nullable PartFile file;
  private final PartFile.@Nullable Stream stream;
  private final MboxrdOutputStream out;
  private final @Nullable Path output;

  private Mbox(@Nullable PartFile file, @Nullable Path output) {
    this.file = file;
    this.output = output;
    this.stream = file == null ? null : file.stream();
    this.out =
        new MboxrdOutputStream(
            stream == null ? java.io.OutputStream.nullOutputStream() : stream.out());
  }

  static Mbox create(ImportRequest request) throws IOException {
    return switch (request.mode()) {
      case DELIVER -> new Mbox(PartFile.create(request.output()), request.output());
      case DRY_RUN -> new Mbox(null, request.output());
    };
  }

  @Override
  public void conversation(String title) {
    // One file holds them all; the subject tells them apart.
  }

  @Override
  public void add(MimeDocument mail, String sender, ZonedDateTime at) throws IOException {
    String date = ASCTIME.format(at.withZoneSameInstant(ZoneOffset.UTC));
    out.separator("From " + sender + " " + date);
    if (file != null) {
      mail.writeTo(out);
    }
    out.endMail();
  }

  @Override
  public List<Path> finish() throws IOException {
    out.finish();
    if (file != null && stream != null) {
      return List.of(file.finish(stream));
    }
    return output == null ? List.of() : List.of(output);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
