package app.afterglow.archive;

import app.afterglow.model.Account;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * What an archive says of itself before anything is in it; stands in {@code data/archive.json}.
 *
 * @param creator the program and its version, such as {@code Afterglow 0.1.0}
 * @param created when the export began
 * @param account whose history it is
 * @param options the options of the export that shape what is in it; never a secret
 */
public record ArchiveDescription(
    String creator, Instant created, Account account, Map<String, JsonNode> options) {

  public ArchiveDescription {
    options = Map.copyOf(options);
  }
}
