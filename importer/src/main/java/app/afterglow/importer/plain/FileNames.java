package app.afterglow.importer.plain;

import app.afterglow.model.Attachment;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * File names that look like what they were called and that every system takes: Windows' reserved
 * names and characters, lengths, hidden files, directions of writing.
 */
public final class FileNames {

  /** Bytes of UTF-8: a component may have 255 on every common system, and paths add up. */
  private static final int MAX_BYTES = 150;

  private static final int MAX_EXTENSION_BYTES = 20;

  /** What Windows forbids in names, what nothing can show, and what looks like a way up. */
  private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"/\\\\|?*\uFFFD]|\\.{2,}");

  /** Names of devices in Windows, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?i)(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3])");

  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("image/jpeg", ".jpg"),
          Map.entry("image/png", ".png"),
          Map.entry("image/gif", ".gif"),
          Map.entry("image/webp", ".webp"),
          Map.entry("image/heic", ".heic"),
          Map.entry("video/mp4", ".mp4"),
          Map.entry("video/quicktime", ".mov"),
          Map.entry("video/3gpp", ".3gp"),
          Map.entry("audio/mpeg", ".mp3"),
          Map.entry("audio/mp4", ".m4a"),
          Map.entry("audio/aac", ".aac"),
          Map.entry("audio/ogg", ".ogg"),
          Map.entry("audio/opus", ".opus"),
          Map.entry("audio/wav", ".wav"),
          Map.entry("application/pdf", ".pdf"),
          Map.entry("application/zip", ".zip"),
          Map.entry("text/plain", ".txt"));

  /** Types whose content doesn't shrink any more. */
  private static final Set<String> LOOSE_IMAGES =
      Set.of("image/bmp", "image/svg+xml", "image/tiff", "image/x-ms-bmp");

  private FileNames() {}

  /** A safe name like this one; {@code fallback} where nothing of it is left. */
  public static String safe(@Nullable String name, String fallback) {
    String plain = name == null ? "" : Texts.oneLine(name);
    plain = Normalizer.normalize(FORBIDDEN.matcher(plain).replaceAll("_"), Normalizer.Form.NFC);
    plain = stripEnd(plain);
    if (plain.startsWith(".")) {
      plain = "_" + plain.substring(1);
    }
    if (plain.isBlank() || plain.chars().allMatch(c -> c == '_' || c == ' ' || c == '.')) {
      return fallback;
    }
    int dot = plain.indexOf('.');
    String base = dot < 0 ? plain : plain.substring(0, dot);
    if (DEVICE.matcher(base.strip()).matches()) {
      plain = "_" + plain;
    }
    return shortened(plain);
  }

  /** A safe name for an attachment: its own, else {@code file} and what its media type suggests. */
  public static String of(Attachment attachment) {
    return safe(attachment.name(), "file" + extension(attachment.mediaType()));
  }

  /** The usual extension of a media type with its dot, empty where none is known. */
  public static String extension(@Nullable String mediaType) {
    return mediaType == null
        ? ""
        : EXTENSIONS.getOrDefault(mediaType.toLowerCase(Locale.ROOT).strip(), "");
  }

  /** The extension of a name with its dot, empty where it has none. */
  public static String extensionOf(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || name.length() - dot > 12 || name.indexOf(' ', dot) >= 0) {
      return "";
    }
    String extension = name.substring(dot);
    boolean fits = extension.getBytes(StandardCharsets.UTF_8).length <= MAX_EXTENSION_BYTES;
    return extension.length() > 1 && fits ? extension : "";
  }

  /** {@code name} with {@code mark} before its extension, still short enough. */
  static String marked(String name, String mark) {
    String extension = extensionOf(name);
    String base = name.substring(0, name.length() - extension.length());
    return cut(base, MAX_BYTES - bytes(extension) - bytes(mark)) + mark + extension;
  }

  /** Whether files of this media type are compressed already. */
  static boolean isCompressed(@Nullable String mediaType) {
    if (mediaType == null) {
      return false;
    }
    String type = mediaType.toLowerCase(Locale.ROOT).strip();
    return (type.startsWith("image/") && !LOOSE_IMAGES.contains(type))
        || type.startsWith("video/")
        || (type.startsWith("audio/") && !type.endsWith("wav"))
        || type.equals("application/zip")
        || type.startsWith("application/vnd.openxmlformats");
  }

  private static String shortened(String name) {
    return bytes(name) <= MAX_BYTES ? name : marked(name, "");
  }

  private static String cut(String text, int maxBytes) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > maxBytes) {
        return stripEnd(text.substring(0, end));
      }
      end += Character.charCount(c);
    }
    return text;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Windows drops dots and blanks at the end of a name. */
  private static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ' ')) {
      end--;
    }
    return text.substring(0, end);
  }
}
