package app.afterglow.importer.whatsapp;

import app.afterglow.importer.plain.FileNames;
import app.afterglow.importer.plain.UniqueNames;
import app.afterglow.model.Attachment;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of a chat's files, in their order; the same calls give the same names. Android's form
 * keeps the names files have, and makes up {@code IMG-20231231-WA0001.jpg} for those that have
 * none; by iOS's names ({@code 00000012-PHOTO-2023-12-31-23-59-59.jpg}) importers tell photos,
 * videos and voice from documents, so only documents keep theirs behind the number.
 */
final class MediaNames {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss", Locale.ROOT);

  private final Style style;
  private final UniqueNames taken = new UniqueNames();
  private long number;
  private @Nullable LocalDate day;
  private int ofDay;

  /** Begins with the name of the text, which no file may take. */
  MediaNames(Style style, String textFile) {
    this.style = style;
    taken.take(textFile);
  }

  /** The name of the next file. */
  String next(Attachment attachment, ZonedDateTime at) {
    number++;
    return taken.take(
        switch (style.phone()) {
          case ANDROID -> android(attachment, at);
          case IOS -> ios(attachment, at);
        });
  }

  private String android(Attachment attachment, ZonedDateTime at) {
    if (attachment.name() != null && !attachment.name().isBlank()) {
      return FileNames.of(attachment);
    }
    if (!at.toLocalDate().equals(day)) {
      day = at.toLocalDate();
      ofDay = 0;
    }
    ofDay++;
    String prefix =
        switch (kind(attachment)) {
          case PHOTO -> "IMG";
          case VIDEO -> "VID";
          case AUDIO -> "AUD";
          case DOCUMENT -> "DOC";
        };
    String extension = FileNames.extension(attachment.mediaType());
    return String.format(Locale.ROOT, "%s-%s-WA%04d%s", prefix, DAY.format(at), ofDay, extension);
  }

  private String ios(Attachment attachment, ZonedDateTime at) {
    Kind kind = kind(attachment);
    String name = FileNames.of(attachment);
    if (kind == Kind.DOCUMENT) {
      return String.format(Locale.ROOT, "%08d-%s", number, name);
    }
    String extension = FileNames.extensionOf(name);
    return String.format(
        Locale.ROOT,
        "%08d-%s-%s%s",
        number,
        kind,
        SECOND.format(at),
        extension.isEmpty() ? FileNames.extension(attachment.mediaType()) : extension);
  }

  /** Whether the name a file has is not in the name it gets. */
  boolean loses(Attachment attachment) {
    return style.phone() == Style.Phone.IOS
        && attachment.name() != null
        && kind(attachment) != Kind.DOCUMENT;
  }

  private enum Kind {
    PHOTO,
    VIDEO,
    AUDIO,
    DOCUMENT
  }

  private static Kind kind(Attachment attachment) {
    String type =
        attachment.mediaType() == null ? "" : attachment.mediaType().toLowerCase(Locale.ROOT);
    if (type.startsWith("image/")) {
      return Kind.PHOTO;
    }
    if (type.startsWith("video/")) {
      return Kind.VIDEO;
    }
    return type.startsWith("audio/") ? Kind.AUDIO : Kind.DOCUMENT;
  }
}
