package app.afterglow.archive.merge;

import app.afterglow.age.Recipient;
import java.nio.file.Path;
import java.util.List;

/**
 * Which archives are to become one, and where.
 *
 * @param inputs the archives
 * @param output the archive to write
 * @param recipients who can open it
 * @param accounts whether the archives may be of several accounts
 * @param creator the program and its version
 */
public record MergeRequest(
    List<Path> inputs, Path output, List<Recipient> recipients, Accounts accounts, String creator) {

  public MergeRequest {
    inputs = List.copyOf(inputs);
    recipients = List.copyOf(recipients);
  }

  /** Whose archives may be merged. */
  public enum Accounts {
    /** One account's only. */
    SAME,
    /** Several accounts' too: what they share becomes one, the rest stands side by side. */
    DIFFERENT;

    /** The word that stands in the archive: {@code same} or {@code different}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
