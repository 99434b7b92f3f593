package app.afterglow.launcher.viewer;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.launcher.viewer.server.ByteRange;
import app.afterglow.launcher.viewer.server.RefusedException;
import app.afterglow.launcher.viewer.server.Request;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /attachment/SHA256?k=KEY&as=TYPE}: an attachment's content straight out of the archive, or
 * a part of it. Of a content that is stored uncompressed only the chunks of the part are decrypted.
 */
final class AttachmentRoute {

  /** What a browser shows without running anything in it; all else is only ever saved. */
  private static final Pattern SHOWN =
      Pattern.compile(
          "image/(png|jpe?g|pjpeg|gif|webp|avif|bmp|x-ms-bmp)|(audio|video)/[a-z0-9.+-]{1,60}");

  /**
   * The most that a player gets at once. It asks for everything, reads a little and holds the
   * connection, of which a browser has only six.
   */
  private static final long PLAYED_AT_ONCE = 4 << 20;

  private static final int PREFIX = "/attachment/".length();

  private final MessageFiles files;

  AttachmentRoute(MessageFiles files) {
    this.files = files;
  }

  void answer(Request request) throws IOException {
    ArchiveReader archive = files.archive();
    ArchiveReader.File file = archive.attachmentFile(request.path().substring(PREFIX));
    if (file == null) {
      throw new RefusedException(404, "the archive has no such file");
    }
    request.set("Accept-Ranges", "bytes");
    request.set("Content-Security-Policy", "default-src 'none'; sandbox");
    String type = type(request.parameter("as"));
    if (type.equals("application/octet-stream")) {
      request.set("Content-Disposition", "attachment");
    }
    ByteRange range = range(request, file.size());
    if (range == null) {
      request.send(200, type, file.size(), archive.content(file.path()));
    } else {
      request.set("Content-Range", range.of(file.size()));
      request.send(
          206, type, range.length(), archive.range(file.path(), range.from(), range.length()));
    }
  }

  private static @Nullable ByteRange range(Request request, long size) throws RefusedException {
    try {
      ByteRange range = ByteRange.of(request.header("Range"), size);
      boolean played =
          "audio".equals(request.header("Sec-Fetch-Dest"))
              || "video".equals(request.header("Sec-Fetch-Dest"));
      return range != null && played ? range.atMost(PLAYED_AT_ONCE) : range;
    } catch (RefusedException e) {
      request.set("Content-Range", "bytes */" + size);
      throw e;
    }
  }

  private static String type(@Nullable String asked) {
    String type = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
    return SHOWN.matcher(type).matches() ? type : "application/octet-stream";
  }
}
