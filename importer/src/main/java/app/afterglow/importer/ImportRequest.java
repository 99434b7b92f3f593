package app.afterglow.importer;

import app.afterglow.model.Selection;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants brought over, and how.
 *
 * @param output file or folder to write, null for targets that write none
 * @param selection which part of the history
 * @param mode whether to do it or only to say what would be done
 * @param zone the zone in which people will read times
 * @param locale the language of what is written for people
 * @param options the target's own options by name, defaults filled in
 */
public record ImportRequest(
    @Nullable Path output,
    Selection selection,
    Mode mode,
    ZoneId zone,
    Locale locale,
    Map<String, String> options) {

  /** Whether to do it or only to say what would be done. */
  public enum Mode {
    /** Do it. */
    DELIVER,
    /** Write nothing, say what would be created and what would be lost. */
    DRY_RUN
  }

  public ImportRequest {
    options = Map.copyOf(options);
  }
}
