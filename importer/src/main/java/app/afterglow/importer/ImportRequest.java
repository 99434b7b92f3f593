package app.afterglow.importer;

import app.afterglow.model.Selection;
import app.afterglow.secret.Secret;
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
 * @param map the file that says which archived person is which user of the target (see {@link
 *     IdentityMap}), null for none. In a dry run a file that isn't there is written, filled with
 *     what the target suggests: the one thing a dry run writes, and only because it was named
 * @param secrets the target's options of the kind {@link TargetOption.Kind#SECRET} by name; they
 *     stay the caller's to close
 * @param asker who decides about what may have arrived or not, where the target can't tell
 */
public record ImportRequest(
    @Nullable Path output,
    Selection selection,
    Mode mode,
    ZoneId zone,
    Locale locale,
    Map<String, String> options,
    @Nullable Path map,
    Map<String, Secret> secrets,
    InDoubt.Asker asker) {

  /** Whether to do it or only to say what would be done. */
  public enum Mode {
    /** Do it. */
    DELIVER,
    /** Write nothing, say what would be created and what would be lost. */
    DRY_RUN
  }

  public ImportRequest {
    options = Map.copyOf(options);
    secrets = Map.copyOf(secrets);
  }

  /** A request of somebody who isn't there to be asked. */
  public ImportRequest(
      @Nullable Path output,
      Selection selection,
      Mode mode,
      ZoneId zone,
      Locale locale,
      Map<String, String> options,
      @Nullable Path map,
      Map<String, Secret> secrets) {
    this(output, selection, mode, zone, locale, options, map, secrets, InDoubt.Asker.NOBODY);
  }

  /** A request without secrets. */
  public ImportRequest(
      @Nullable Path output,
      Selection selection,
      Mode mode,
      ZoneId zone,
      Locale locale,
      Map<String, String> options,
      @Nullable Path map) {
    this(output, selection, mode, zone, locale, options, map, Map.of());
  }

  /** A request without a map of people and without secrets. */
  public ImportRequest(
      @Nullable Path output,
      Selection selection,
      Mode mode,
      ZoneId zone,
      Locale locale,
      Map<String, String> options) {
    this(output, selection, mode, zone, locale, options, null);
  }

  /** The same request with these options. */
  public ImportRequest withOptions(Map<String, String> newOptions) {
    return new ImportRequest(
        output, selection, mode, zone, locale, newOptions, map, secrets, asker);
  }

  /** The same request of somebody who can be asked. */
  public ImportRequest withAsker(InDoubt.Asker whom) {
    return new ImportRequest(output, selection, mode, zone, locale, options, map, secrets, whom);
  }
}
