package app.afterglow.importer.wickrio;

import app.afterglow.importer.delivery.Attempt;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a file is uploaded. The gateway keeps uploads under their names in one
 * folder, replaces what has the same name and sends later what then lies there: so each upload gets
 * a name that no other one has, a repeated one included.
 */
final class UploadName {

  private static final int LONGEST_BYTES = 200;

  private UploadName() {}

  /**
   * A name.
   *
   * @param archiveId the content's SHA-256, of which the first digits come in front
   * @param name the name its sender gave it, null where it has none
   */
  static String of(@Nullable String archiveId, @Nullable String name, Attempt attempt) {
    String id = archiveId == null ? "" : archiveId.substring(0, 12) + "-";
    String step = attempt.idempotencyKey().substring(0, 10);
    String again = attempt.mayBeRepeat() || attempt.number() > 1 ? "r" + attempt.number() : "";
    return id + step + again + "-" + safe(name == null ? "file" : name);
  }

  /** A name that every file system takes, with its ending kept where it is shortened. */
  static String safe(String name) {
    String flat =
        Texts.oneLine(name, 1000).replaceAll("[/\\\\:*?\"<>|%]", "_").replaceAll("[. ]+$", "");
    String base = flat.substring(flat.lastIndexOf('/') + 1);
    if (base.isEmpty()) {
      return "file";
    }
    int dot = base.lastIndexOf('.');
    String ending = dot > 0 && base.length() - dot <= 12 ? base.substring(dot) : "";
    String stem = base.substring(0, base.length() - ending.length());
    int room = LONGEST_BYTES - ending.getBytes(StandardCharsets.UTF_8).length;
    while (stem.getBytes(StandardCharsets.UTF_8).length > room) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + ending;
  }
}
