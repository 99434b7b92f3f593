package app.afterglow.exporter.rescue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names as they stand in a rescue file: fit for every file system, so that it can be unpacked
 * anywhere (docs/rescue-format.md, "Names").
 *
 * <p>A name is kept as it is unless a system would refuse or change it; then what is in the way is
 * written {@code %XX}, its UTF-8 bytes in hex. Where names of one folder differ in upper and lower
 * case or in the composition of accents only, all but plain lower-case characters are written so.
 */
final class EntryNames {

  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|com[0-9]|lpt[0-9])");

  private EntryNames() {}

  /** The names of one folder that can't stand beside each other where case is ignored. */
  static Set<String> clashing(List<String> names) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (String name : names) {
      if (!seen.add(folded(name))) {
        twice.add(folded(name));
      }
    }
    Set<String> clashing = new HashSet<>();
    if (!twice.isEmpty()) {
      names.stream().filter(name -> twice.contains(folded(name))).forEach(clashing::add);
    }
    return clashing;
  }

  private static String folded(String name) {
    String composed =
        Normalizer.isNormalized(name, Normalizer.Form.NFC)
            ? name
            : Normalizer.normalize(name, Normalizer.Form.NFC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** A name as it stands in the rescue file. */
  static String safe(String name, Set<String> clashing) {
    boolean strict = clashing.contains(name);
    boolean device = DEVICE.matcher(stem(name).toLowerCase(Locale.ROOT)).matches();
    StringBuilder safe = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int c = name.codePointAt(i);
      boolean last = i + Character.charCount(c) == name.length();
      boolean inTheWay = strict ? !isPlain(c) : isRefused(c) || last && (c == '.' || c == ' ');
      if (inTheWay || device && i == 0) {
        encode(c, safe);
      } else {
        safe.appendCodePoint(c);
      }
    }
    return safe.toString();
  }

  private static String stem(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
  }

  /** What Windows refuses, what ends a line of a manifest, and the sign of this encoding itself. */
  private static boolean isRefused(int c) {
    return "<>:\"/\\|?*%".indexOf(c) >= 0
        || Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || Character.getType(c) == Character.SURROGATE;
  }

  private static void encode(int c, StringBuilder safe) {
    // An unpaired half of a character has no UTF-8: its own number, as three bytes, tells it.
    byte[] bytes =
        Character.getType(c) == Character.SURROGATE
            ? new byte[] {
              (byte) (0xe0 | c >> 12), (byte) (0x80 | c >> 6 & 0x3f), (byte) (0x80 | c & 0x3f)
            }
            : Character.toString(c).getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      safe.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
    }
  }
}
