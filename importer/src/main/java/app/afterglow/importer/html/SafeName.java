package app.afterglow.importer.html;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * File names that Windows, macOS and Linux all accept, as close to the original as that allows: no
 * path, no control or direction characters (a name must not read otherwise than it is), none of
 * Windows' reserved names, at most 150 bytes of UTF-8 with the extension kept.
 */
final class SafeName {

  private static final int LONGEST = 150;
  private static final int LONGEST_ENDING = 16;

  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\u2028\\u2029]");
  private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"/\\\\|?*]");
  private static final Pattern EDGES = Pattern.compile("^[\\s.]+|[\\s.]+$");
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?i)(con|prn|aux|nul|clock\\$|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?");
  private static final Pattern ENDING = Pattern.compile("\\.[^.\\s]{1,15}$");

  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          Map.entry("image/jpeg", ".jpg"),
          Map.entry("image/png", ".png"),
          Map.entry("image/gif", ".gif"),
          Map.entry("image/webp", ".webp"),
          Map.entry("image/heic", ".heic"),
          Map.entry("audio/mpeg", ".mp3"),
          Map.entry("audio/mp4", ".m4a"),
          Map.entry("audio/aac", ".aac"),
          Map.entry("audio/ogg", ".ogg"),
          Map.entry("audio/wav", ".wav"),
          Map.entry("video/mp4", ".mp4"),
          Map.entry("video/quicktime", ".mov"),
          Map.entry("video/webm", ".webm"),
          Map.entry("application/pdf", ".pdf"),
          Map.entry("application/zip", ".zip"),
          Map.entry("text/plain", ".txt"));

  private SafeName() {}

  /**
   * A safe name.
   *
   * @param name what the sender called the file, null where nobody knows
   * @param mediaType what the sender said it is; gives an extension to a name that has none
   */
  static String of(@Nullable String name, @Nullable String mediaType) {
    String safe = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFC);
    safe = INVISIBLE.matcher(safe).replaceAll("");
    safe = FORBIDDEN.matcher(safe).replaceAll("_");
    safe = EDGES.matcher(safe).replaceAll("");
    if (safe.isEmpty()) {
      safe = "file";
    }
    if (!ENDING.matcher(safe).find() && mediaType != null) {
      safe += ENDINGS.getOrDefault(mediaType.strip().toLowerCase(Locale.ROOT), "");
    }
    safe = shortened(safe);
    return RESERVED.matcher(safe).matches() ? "_" + safe : safe;
  }

  /** The same name for a system that can't write all of its characters. */
  static String ascii(String safeName) {
    return safeName.replaceAll("[^\\x20-\\x7e]", "_");
  }

  private static String shortened(String name) {
    if (utf8Length(name) <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 ? name.substring(dot) : "";
    if (utf8Length(ending) > LONGEST_ENDING) {
      ending = "";
    }
    String stem = name.substring(0, name.length() - ending.length());
    StringBuilder kept = new StringBuilder();
    int room = LONGEST - utf8Length(ending);
    for (int codePoint : (Iterable<Integer>) stem.codePoints()::iterator) {
      room -= utf8Length(Character.toString(codePoint));
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return EDGES.matcher(kept).replaceAll("") + ending;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
