package app.afterglow.exporter.sqlcipher.salvage;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The default values of columns: a row that was written before its table got a column reads as if
 * it held the column's default.
 */
final class Defaults {

  private Defaults() {}

  /** The value of a literal: null, Long, Double, String or byte[]; null for anything else. */
  static @Nullable Object literal(List<SqlToken> tokens) {
    boolean negative = !tokens.isEmpty() && tokens.getFirst().is("-");
    boolean signed = negative || !tokens.isEmpty() && tokens.getFirst().is("+");
    List<SqlToken> value = signed ? tokens.subList(1, tokens.size()) : tokens;
    if (value.isEmpty()) {
      return null;
    }
    SqlToken first = value.getFirst();
    return switch (first.kind()) {
      case TEXT, QUOTED -> first.text();
      case SIGN -> null;
      case WORD -> {
        if (first.is("x") && value.size() > 1) {
          yield blob(value.get(1).text());
        }
        yield word(first.text(), negative);
      }
    };
  }

  private static byte @Nullable [] blob(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Object word(String word, boolean negative) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("true") || lower.equals("false")) {
      return lower.equals("true") ? 1L : 0L;
    }
    if (lower.startsWith("0x") && lower.length() <= 18) {
      try {
        long bits = Long.parseUnsignedLong(lower.substring(2), 16);
        return negative ? -bits : bits;
      } catch (NumberFormatException e) {
        return null;
      }
    }
    Object number = number((negative ? "-" : "") + word);
    boolean bareWord = number == null && Character.isLetter(word.charAt(0));
    return bareWord && !lower.equals("null") && !lower.startsWith("current_") ? word : number;
  }

  private static @Nullable Object number(String text) {
    // A number of more digits than any double is none that a schema holds in earnest.
    if (text.length() > 400) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      try {
        return new BigDecimal(text).doubleValue();
      } catch (NumberFormatException notNumber) {
        return null;
      }
    }
  }

  /** The value as a column of this affinity gives it back. */
  static @Nullable Object stored(@Nullable Object value, Affinity affinity) {
    return switch (affinity) {
      case BLOB -> value;
      case TEXT -> value instanceof Long || value instanceof Double ? value.toString() : value;
      case REAL -> {
        Object number = value instanceof String text ? number(text.strip()) : value;
        yield number instanceof Long whole ? (Object) whole.doubleValue() : or(number, value);
      }
      case INTEGER, NUMERIC -> {
        Object number = value instanceof String text ? number(text.strip()) : value;
        boolean whole = number instanceof Double real && wholeNumber(real);
        yield whole && number != null ? (Object) ((Double) number).longValue() : or(number, value);
      }
    };
  }

  private static boolean wholeNumber(double real) {
    return real == Math.rint(real) && Math.abs(real) < 1e15;
  }

  private static @Nullable Object or(@Nullable Object value, @Nullable Object otherwise) {
    return value != null ? value : otherwise;
  }
}
