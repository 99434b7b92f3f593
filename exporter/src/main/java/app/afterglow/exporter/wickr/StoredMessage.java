package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.exporter.wickr.payload.Payload;
import app.afterglow.model.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as a store's tables hold it, whichever platform's: decrypted, but not yet understood.
 *
 * @param id its id
 * @param conversationId the id of its conversation
 * @param senderId the sender's id, null where the row doesn't say it
 * @param sentAt when it was sent
 * @param expiresAt when the application would delete it, null for never
 * @param type the type's number as text, or whatever stands in its place
 * @param text the text of the text column, null where there is none
 * @param payload the payload, null where there is none or it can't be read
 * @param fileName a file's shown name outside of the payload, null where there is none
 * @param files files that the store describes outside of the payload
 * @param raw values without a place in the model
 * @param losses what of the row could not be read
 */
record StoredMessage(
    String id,
    String conversationId,
    @Nullable String senderId,
    Instant sentAt,
    @Nullable Instant expiresAt,
    String type,
    @Nullable String text,
    @Nullable Payload payload,
    @Nullable String fileName,
    List<FileDetails> files,
    Map<String, JsonNode> raw,
    List<Loss> losses) {

  StoredMessage {
    files = List.copyOf(files);
    raw = Map.copyOf(raw);
    losses = List.copyOf(losses);
  }
}
