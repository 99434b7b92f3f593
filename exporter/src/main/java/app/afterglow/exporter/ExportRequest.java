package app.afterglow.exporter;

import app.afterglow.age.Recipient;
import app.afterglow.model.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What somebody wants exported, and where to.
 *
 * @param store the store, as a {@link StoreFinder} found it
 * @param output the archive to write
 * @param recipients who can open the archive
 * @param selection which part of the history
 * @param expired what to do with messages whose time is over
 * @param creator the program and its version
 */
public record ExportRequest(
    FoundStore store,
    Path output,
    List<Recipient> recipients,
    Selection selection,
    Expired expired,
    String creator) {

  public ExportRequest {
    recipients = List.copyOf(recipients);
  }

  /** What to do with messages that the application would have deleted by now. */
  public enum Expired {
    /** Keep them: they are the person's own. */
    KEEP,
    /** Leave them out, counted and listed as lost. */
    DROP;

    /** The word that stands in the archive: {@code keep} or {@code drop}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
