package app.afterglow.exporter.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Hostile paths made harmless. */
final class SafePath {

  private static final int LONGEST_NAME = 200;

  private SafePath() {}

  /**
   * A place below a folder for a path out of a container: empty names and {@code .} fall away,
   * {@code ..} and every character but letters, digits and {@code . _ -} and space are encoded as
   * {@code %XX}, so that no two paths meet and none leads out.
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
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '_'
              || b == '-'
              || b == ' '
              || b == '.' && !name.equals("..");
      if (plain) {
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
