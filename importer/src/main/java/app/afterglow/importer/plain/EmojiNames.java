package app.afterglow.importer.plain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.fellbaum.jemoji.Emoji;
import net.fellbaum.jemoji.EmojiManager;

/** The short names messengers know reactions by, such as {@code thumbsup}. */
public final class EmojiNames {

  private EmojiNames() {}

  /**
   * Slack's name of an emoji without its colons; a skin tone follows as {@code ::skin-tone-3}.
   *
   * @return empty where it has none
   */
  public static Optional<String> slack(String emoji) {
    return EmojiManager.getEmoji(emoji)
        .or(() -> EmojiManager.getEmoji(emoji + "\uFE0F"))
        .map(Emoji::getSlackAliases)
        .filter(aliases -> !aliases.isEmpty())
        .map(List::getFirst)
        .map(EmojiNames::withoutColons);
  }

  /** A name for a reaction that no table knows: its letters and digits, else its code points. */
  public static String invented(String reaction) {
    StringBuilder plain = new StringBuilder();
    StringBuilder points = new StringBuilder("u");
    reaction
        .codePoints()
        .limit(10)
        .forEach(
            c -> {
              if (c < 0x80 && Character.isLetterOrDigit(c)) {
                plain.append(Character.toString(c).toLowerCase(Locale.ROOT));
              }
              points.append(points.length() > 1 ? "-" : "").append(Integer.toHexString(c));
            });
    return plain.isEmpty() ? points.toString() : plain.toString();
  }

  private static String withoutColons(String alias) {
    int from = alias.startsWith(":") ? 1 : 0;
    int to = alias.endsWith(":") && alias.length() > 1 ? alias.length() - 1 : alias.length();
    return alias.substring(from, to);
  }
}
