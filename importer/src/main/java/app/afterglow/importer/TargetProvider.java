package app.afterglow.importer;

import java.util.List;
import java.util.Map;

/** A place histories can be brought to. Found by {@link java.util.ServiceLoader}. */
public interface TargetProvider {

  /** The word for it on the command line, such as {@code mattermost}. */
  String name();

  /** What it takes beside what every target takes. */
  List<TargetOption> options();

  /**
   * What it writes, so that whoever asks a person where to can suggest a name.
   *
   * @param given the values of options that were given, by name
   */
  default Output output(Map<String, String> given) {
    return new Output(Output.Kind.FOLDER, "");
  }

  /**
   * What a target writes.
   *
   * @param kind a folder, a file, or nothing that is on this machine
   * @param ending what a file's name ends with, such as {@code .zip}; empty for others
   */
  record Output(Kind kind, String ending) {

    /** Where a history arrives. */
    public enum Kind {
      /** In a folder that isn't there yet. */
      FOLDER,
      /** In a file that isn't there yet. */
      FILE,
      /** On a server. */
      SERVER
    }
  }

  /**
   * Whether a secret is needed with what was given of the other options: whoever sits there is not
   * asked for what would not be used.
   *
   * @param given the values of options that were given, by name
   */
  default boolean needs(TargetOption secret, Map<String, String> given) {
    return true;
  }

  /**
   * Whether an import with these options only prepares one: it writes what an administrator needs
   * first, and brings nothing.
   *
   * @param given the values of options that were given, by name
   */
  default boolean onlyPrepares(Map<String, String> given) {
    return false;
  }

  /** The target itself. */
  Target create();
}
