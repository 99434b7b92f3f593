package app.afterglow.importer;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of one target, {@code --NAME VALUE} on the command line. Its description stands in the
 * target's own bundle {@code app.afterglow.importer.TARGET.words} under {@code option.NAME}.
 *
 * @param name lower case and hyphens, such as {@code team}
 * @param defaultValue what holds where it isn't given, null where nothing does
 * @param kind what its value is, and who looks at it first
 * @param values the words it takes, the usual one first where there is a usual one; empty where it
 *     takes others
 */
public record TargetOption(
    String name, @Nullable String defaultValue, Kind kind, List<String> values) {

  /** What an option's value is, and who looks at it first. */
  public enum Kind {
    /** Words, handed over in {@link ImportRequest#options()} as they were given. */
    TEXT,
    /** The path of a file that exists, handed over as it was given. */
    FILE,
    /** The path of a file that the target writes, handed over as it was given. */
    NEW_FILE,
    /**
     * A password or token. The value only says where it is read from (a file, {@code -}, {@code
     * fd:3}, {@code env:NAME}, a prompt); whoever builds the request reads it and hands it over in
     * {@link ImportRequest#secrets()}. {@link ImportRequest#options()} never holds it.
     */
    SECRET,
    /**
     * A file in which the target remembers what it did, so that a second run adds nothing. Where it
     * isn't given, whoever builds the request puts one beside the first archive and hands its path
     * over in {@link ImportRequest#options()}.
     */
    STATE_FILE
  }

  /** An option of any kind that takes more than a few words. */
  public TargetOption(String name, @Nullable String defaultValue, Kind kind) {
    this(name, defaultValue, kind, List.of());
  }

  /** An option that is handed over as it was given. */
  public TargetOption(String name, @Nullable String defaultValue) {
    this(name, defaultValue, Kind.TEXT);
  }

  /** An option that takes one of some words; the first holds where none is given. */
  public static TargetOption oneOf(String name, String... values) {
    return new TargetOption(name, values[0], Kind.TEXT, List.of(values));
  }

  /** Whether it is said by its name alone: what is {@code no} unless said otherwise. */
  public boolean isSwitch() {
    return "no".equals(defaultValue);
  }

  /** Where a {@link Kind#STATE_FILE} stands, as long as nobody says where: beside an archive. */
  public String besideArchive(Path archive, TargetProvider target) {
    return archive + "." + target.name() + "." + name;
  }
}
