package app.afterglow.importer.mattermost;

import app.afterglow.archive.History;
import app.afterglow.importer.CheckedContent;
import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.progress.Progress;
import com.carrotsearch.hppc.LongHashSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of posts: {@code data/afterglow/<first 2>/<sha256>/<name>}, each content once a name.
 * They are written before the posts, so that one that can't be read after all is known in time.
 */
final class AttachmentFiles {

  /** Where a file's content goes. */
  interface Sink {
    /** Begins the file at this path below {@code data/}; closing the stream ends it. */
    OutputStream begin(String path) throws IOException;
  }

  private final long limit;
  private final Losses losses;
  private final LongHashSet written = new LongHashSet();
  private final Set<String> unreadable = new HashSet<>();
  private long carried;

  /**
   * No files yet.
   *
   * @param limit bytes a file may have on the server
   */
  AttachmentFiles(long limit, Losses losses) {
    this.limit = limit;
    this.losses = losses;
  }

  /** Copies the files of a message, checking each against its hash. */
  void copy(Message message, History history, Sink sink, ThreadPlan keys, Progress progress)
      throws IOException {
    for (Attachment attachment : message.attachments()) {
      String sha256 = attachment.sha256();
      if (sha256 == null || unreadable.contains(sha256)) {
        continue;
      }
      String path = path(attachment, sha256);
      if (written.add(keys.key(path))) {
        if (!CheckedContent.copy(history, sha256, () -> sink.begin(path))) {
          unreadable.add(sha256);
        }
        progress.advance(0, Math.max(0, attachment.size()));
      }
    }
  }

  /**
   * The paths of a message's files; each that isn't carried is listed as lost.
   *
   * @param absent gets those that aren't carried
   */
  List<String> paths(Message message, List<Attachment> absent) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < message.attachments().size(); i++) {
      Attachment attachment = message.attachments().get(i);
      String sha256 = attachment.sha256();
      String id =
          attachment.sourceId() != null ? attachment.sourceId() : message.id() + "/" + (i + 1);
      if (sha256 == null || unreadable.contains(sha256)) {
        absent.add(attachment);
        losses.whole(
            Loss.What.ATTACHMENT,
            id,
            sha256 == null ? "attachment-" + attachment.status().word() : "attachment-unreadable",
            "of message " + message.id());
        continue;
      }
      String path = path(attachment, sha256);
      paths.add(path);
      carried++;
      report(attachment, id, path);
    }
    return paths;
  }

  private void report(Attachment attachment, String id, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (attachment.name() != null && !name.equals(attachment.name())) {
      losses.partial(
          Loss.What.ATTACHMENT, id, "file-renamed", attachment.name() + " became " + name);
    }
    if (attachment.size() > limit) {
      losses.partial(
          Loss.What.ATTACHMENT,
          id,
          "file-too-large",
          attachment.size()
              + " bytes: the server leaves it out unless its MaxFileSize is raised before the import");
    }
  }

  /** Attachments that posts refer to, counted once for each message that names one. */
  long carried() {
    return carried;
  }

  private static String path(Attachment attachment, String sha256) {
    return "afterglow/" + sha256.substring(0, 2) + "/" + sha256 + "/" + fileName(attachment.name());
  }

  /**
   * A name that is no path and that every system takes. The server shows the last part of a file's
   * path, refuses two dots in a row, and takes the first {@code .jsonl} of a ZIP for the import.
   */
  static String fileName(@Nullable String name) {
    String safe =
        Characters.clean(name == null ? "" : name)
            .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]", "_")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[ .]+|[ .]+$", "");
    if (safe.toLowerCase(Locale.ROOT).endsWith(".jsonl")) {
      safe += ".txt";
    }
    if (safe.isEmpty()) {
      return "file";
    }
    int dot = safe.lastIndexOf('.');
    String extension =
        dot > 0 && safe.length() - dot <= 16 && bytes(safe.substring(dot)) <= 32
            ? safe.substring(dot)
            : "";
    String stem = safe.substring(0, safe.length() - extension.length());
    while (bytes(stem) > 160) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem.strip() + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
