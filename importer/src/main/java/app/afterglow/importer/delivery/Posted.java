package app.afterglow.importer.delivery;

import java.time.Instant;
import java.util.List;

/**
 * What stands at a target, or should stand there.
 *
 * @param targetId the target's id for it
 * @param author the target's name or id of who is shown as its author
 * @param at the time shown, cut to what the target can express
 * @param text the text shown, empty where there is none
 * @param attachments SHA-256 of each attachment's content, 64 lower-case hexadecimal digits, in
 *     order
 */
public record Posted(
    String targetId, String author, Instant at, String text, List<String> attachments) {

  public Posted {
    attachments = List.copyOf(attachments);
  }
}
