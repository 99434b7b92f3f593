package app.afterglow.importer.mattermost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Mattermost's short names of emoji, out of {@code emoji.tsv} (made by {@code importer/src/emoji}
 * from the data set that Mattermost's own names come from).
 */
final class Emoji {

  private static final int VARIATION_SELECTOR = 0xFE0F;
  private static final int FIRST_TONE = 0x1F3FB;
  private static final int LAST_TONE = 0x1F3FF;
  private static final Map<String, String> NAMES = read();

  private Emoji() {}

  /**
   * The short name of one emoji, such as {@code +1}, or a short name that already is one; null
   * where there is none. A skin tone that has no name of its own is left out.
   */
  static @Nullable String name(String emoji) {
    String name = NAMES.get(key(emoji.codePoints().filter(c -> c != VARIATION_SELECTOR)));
    if (name == null) {
      name =
          NAMES.get(
              key(
                  emoji
                      .codePoints()
                      .filter(c -> c != VARIATION_SELECTOR)
                      .filter(c -> c < FIRST_TONE || c > LAST_TONE)));
    }
    if (name == null && emoji.matches(":[a-z0-9_+-]{1,64}:")) {
      name = emoji.substring(1, emoji.length() - 1);
    }
    return name;
  }

  private static String key(IntStream codePoints) {
    return codePoints
        .limit(32)
        .mapToObj(c -> String.format(Locale.ROOT, "%04X", c))
        .collect(Collectors.joining("-"));
  }

  private static Map<String, String> read() {
    Map<String, String> names = new HashMap<>();
    try (InputStream in = Objects.requireNonNull(Emoji.class.getResourceAsStream("emoji.tsv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          names.put(line.substring(0, tab), line.substring(tab + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(names);
  }
}
