package app.afterglow.search;

import app.afterglow.model.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody typed to be searched for: needles that all have to be there, each word as the
 * beginning of a word, each quoted phrase as it stands. Capitals and accents make no difference.
 * The reader's {@code core/text.ts} does the same; shared examples keep the two alike.
 *
 * @param all the needles, folded
 */
public record Needles(List<Needle> all) {

  private static final String QUOTES = "\"“”«»";
  private static final String SPACE = "\\s\\p{Z}\\x{FEFF}";
  private static final Pattern TYPED =
      Pattern.compile("[%1$s]([^%1$s]*)[%1$s]?|([^%2$s%1$s]+)".formatted(QUOTES, SPACE));
  private static final Pattern SPACES = Pattern.compile("[" + SPACE + "]+");

  public Needles {
    all = List.copyOf(all);
  }

  /**
   * One of them.
   *
   * @param text folded
   * @param phrase whether it was quoted
   */
  public record Needle(String text, boolean phrase) {

    /** The terms it is looked up by: each is the beginning of a word of {@link SearchWords}. */
    public List<String> indexPrefixes() {
      List<String> prefixes = new ArrayList<>();
      for (Run run : runs(text)) {
        int[] characters = run.text.codePoints().toArray();
        if (!run.dense) {
          int length = Math.min(characters.length, SearchWords.LONGEST);
          prefixes.add(new String(characters, 0, length));
        } else if (characters.length == 1) {
          prefixes.add(run.text);
        } else {
          for (int i = 0; i + 1 < characters.length; i++) {
            prefixes.add(new String(characters, i, 2));
          }
        }
      }
      return prefixes;
    }

    /** Whether those terms alone say that it is there. */
    public boolean isCertain() {
      return !phrase && indexPrefixes().equals(List.of(text));
    }
  }

  /** A stretch of a folded text: one word, or a sequence of dense characters. */
  private record Run(String text, boolean dense) {}

  /** A stretch of a text, from one character to before another. */
  public record Range(int from, int to) {}

  /** Reads what was typed. */
  public static Needles parse(String typed) {
    List<Needle> needles = new ArrayList<>();
    Matcher matcher = TYPED.matcher(typed);
    while (matcher.find()) {
      boolean phrase = matcher.group(1) != null;
      String text = spaced(Folding.fold(phrase ? matcher.group(1) : matcher.group(2))).strip();
      List<Run> runs = runs(text);
      if (phrase && !runs.isEmpty()) {
        needles.add(new Needle(text, true));
      } else {
        runs.forEach(run -> needles.add(new Needle(run.text, false)));
      }
    }
    return new Needles(needles);
  }

  private static String spaced(String text) {
    return SPACES.matcher(text).replaceAll(" ");
  }

  private static List<Run> runs(String folded) {
    List<Run> runs = new ArrayList<>();
    int start = -1;
    boolean dense = false;
    for (int i = 0; i <= folded.length(); ) {
      int c = i < folded.length() ? folded.codePointAt(i) : -1;
      boolean isDense = c >= 0 && Folding.isDense(c);
      boolean isWord = c >= 0 && (isDense || Folding.isWordCharacter(c));
      if (start >= 0 && (!isWord || isDense != dense)) {
        runs.add(new Run(folded.substring(start, i), dense));
        start = -1;
      }
      if (isWord && start < 0) {
        start = i;
        dense = isDense;
      }
      i += c < 0 ? 1 : Character.charCount(c);
    }
    return runs;
  }

  /** Whether nothing is asked for. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether a message holds all of them. */
  public boolean standIn(Message message) {
    return standIn(String.join("\n", SearchedTexts.of(message)));
  }

  /** Whether a text holds all of them. */
  public boolean standIn(String text) {
    if (all.isEmpty()) {
      return true;
    }
    String folded = Folding.fold(text);
    boolean phrases = all.stream().anyMatch(Needle::phrase);
    String spaced = phrases ? spaced(folded) : folded;
    return all.stream()
        .allMatch(needle -> find(needle.phrase ? spaced : folded, needle.text, 0) >= 0);
  }

  /** Where they stand in a text, in order and apart. */
  public List<Range> in(String text) {
    if (all.isEmpty()) {
      return List.of();
    }
    StringBuilder folded = new StringBuilder();
    int[] origin = new int[text.length() * 2 + 2];
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String piece = c < 0x80 ? Character.toString(Character.toLowerCase(c)) : Folding.fold(c);
      if (folded.length() + piece.length() >= origin.length) {
        origin = Arrays.copyOf(origin, origin.length * 2 + piece.length());
      }
      for (int k = 0; k < piece.length(); k++) {
        origin[folded.length() + k] = i;
      }
      folded.append(piece);
      i += Character.charCount(c);
    }
    origin[folded.length()] = text.length();
    List<Range> ranges = new ArrayList<>();
    String searched = folded.toString();
    for (Needle needle : all) {
      int at = find(searched, needle.text, 0);
      while (at >= 0) {
        int end = at + needle.text.length();
        ranges.add(new Range(origin[at], withMarks(text, origin[end])));
        at = find(searched, needle.text, end);
      }
    }
    return apart(ranges);
  }

  /** Marks that belong to the last letter are folded away: they are taken along. */
  private static int withMarks(String text, int end) {
    int to = end;
    while (to < text.length() && Folding.isFoldedAway(text.charAt(to))) {
      to++;
    }
    return to;
  }

  private static List<Range> apart(List<Range> ranges) {
    ranges.sort(Comparator.comparingInt(Range::from));
    List<Range> apart = new ArrayList<>();
    for (Range range : ranges) {
      Range last = apart.isEmpty() ? null : apart.getLast();
      if (last != null && range.from <= last.to) {
        apart.set(apart.size() - 1, new Range(last.from, Math.max(last.to, range.to)));
      } else {
        apart.add(range);
      }
    }
    return apart;
  }

  /** Where a needle begins a word in a folded text, from an offset on; -1 where nowhere. */
  private static int find(String folded, String needle, int from) {
    int at = folded.indexOf(needle, from);
    while (at >= 0 && !beginsWord(folded, at, needle)) {
      at = folded.indexOf(needle, at + 1);
    }
    return at;
  }

  private static boolean beginsWord(String folded, int at, String needle) {
    if (at == 0) {
      return true;
    }
    int before = folded.codePointBefore(at);
    boolean dense = Folding.isDense(before);
    return !(dense || Folding.isWordCharacter(before))
        || dense
        || Folding.isDense(needle.codePointAt(0));
  }
}
