package app.afterglow.exporter.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Hostile paths made harmless. */
final class SafePath {

  private static final int LONGEST_NAME = 200;

  /** Names of devices on Windows, with or without an extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  private SafePath() {}

  /**
   * A place below a folder for a path out of a container: empty names and {@code .} fall away,
   * {@code ..} and every character but letters, digits and {@code . _ -} and space are encoded as
   * {@code %XX}, as are a dot or space at a name's end and the beginning of a device's name, which
   * Windows takes for something else. So no two paths meet, unless they differ in upper and lower
   * case only, and none leads out.
   */
  static Path below(Path folder, String path) {
    Path place = folder;
    for (String name : path.replace('\\', '/').split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        place = place.resolve(encoded(name));
      }
    }
    return place;
  }

  private static String encoded(String name) {
    StringBuilder safe = new StringBuilder();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    boolean device = DEVICE.matcher(name).matches();
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      boolean atEnd = i == bytes.length - 1;
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '_'
              || b == '-'
              || !atEnd && (b == ' ' || b == '.' && !name.equals(".."));
      if (plain && !(device && i == 0)) {
        safe.append((char) b);
      } else {
        safe.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    if (safe.length() <= LONGEST_NAME) {
      return safe.toString();
    }
    // The file can't be one of a store: their names are short. It only must not meet another.
    return safe.substring(0, LONGEST_NAME) + "%" + Integer.toHexString(name.hashCode());
  }
}
