package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a store says of a message's files outside of its payload. */
interface MessageFiles extends AutoCloseable {

  /** Nothing: the payloads say it all. */
  MessageFiles NONE = (message, id, raw, losses) -> List.of();

  /**
   * The files of a message, the same and in the same order each time.
   *
   * @param message its row
   * @param id its id
   * @param raw takes what is said of its files and has no place in the model
   * @param losses takes what could not be read
   */
  List<FileDetails> of(TableRow message, String id, Map<String, JsonNode> raw, List<Loss> losses)
      throws IOException;

  @Override
  default void close() throws IOException {}
}
