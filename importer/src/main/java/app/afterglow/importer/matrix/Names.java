package app.afterglow.importer.matrix;

import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Person;
import com.anyascii.AnyAscii;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What ghosts, rooms and contents are called at the homeserver. */
final class Names {

  /** Characters of a display name; Synapse takes 256. */
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_READABLE = 40;

  private Names() {}

  /**
   * The local part of a ghost's id: something to read, and digits of the person's id so that no two
   * share one.
   */
  static String ghost(String prefix, Person person) {
    String ascii = AnyAscii.transliterate(Texts.wellFormed(person.shownName()));
    String readable =
        ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String start = readable.substring(0, Math.min(readable.length(), LONGEST_READABLE));
    return prefix + (start.isEmpty() ? "" : start + "_") + digits(person.id(), 12);
  }

  /** What people see. */
  static String shown(Person person) {
    String name = Texts.clip(Texts.oneLine(person.shownName().replace('\0', ' ')), LONGEST_NAME);
    return name.isBlank() ? digits(person.id(), 12) : name;
  }

  /** The local part of a room's alias, by which it is found again. */
  static String alias(String prefix, String conversationId) {
    return prefix + digits(conversationId, 32);
  }

  /** The first hexadecimal digits of a text's SHA-256. */
  static String digits(String text, int count) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, count);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
