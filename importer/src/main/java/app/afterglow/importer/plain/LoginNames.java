package app.afterglow.importer.plain;

import app.afterglow.model.Person;
import com.anyascii.AnyAscii;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names to log in by: {@code [a-z0-9._-]}, a letter first, at most 40 characters and a number, each
 * given once.
 */
public final class LoginNames {

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9._-]+|[.]{2,}");
  private static final Pattern EDGES = Pattern.compile("^[^a-z]+|[^a-z0-9]+$");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9_%+-]{1,40}(\\.[A-Za-z0-9_%+-]{1,20})*"
              + "@[A-Za-z0-9-]{1,60}(\\.[A-Za-z0-9-]{1,60})+");
  private static final int MAX_LENGTH = 40;

  private final Set<String> taken = new HashSet<>();

  /**
   * A name for somebody: like the user name (of an address what is before the @), else the shown.
   */
  public String of(Person person) {
    String wanted = person.name() != null ? person.name() : person.shownName();
    int at = wanted.indexOf('@');
    String local = at > 0 ? wanted.substring(0, at) : wanted;
    String ascii = AnyAscii.transliterate(clip(local)).toLowerCase(Locale.ROOT);
    String plain = NOT_IN_NAMES.matcher(ascii.strip()).replaceAll("-");
    plain = EDGES.matcher(clip(plain)).replaceAll("");
    return free(
        plain.isEmpty()
            ? "user-" + Digests.base32(10, person.id()).toLowerCase(Locale.ROOT)
            : plain);
  }

  /** This name, which fits already, or one like it with a number where it is given. */
  public String free(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  /** Keeps this name from being given, because somebody has it already. */
  public void reserve(String name) {
    taken.add(name);
  }

  /** True where a user name is an e-mail address of the plain kind. */
  public static boolean isAddress(String name) {
    return name.length() <= 200 && ADDRESS.matcher(name).matches();
  }

  private static String clip(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }
}
