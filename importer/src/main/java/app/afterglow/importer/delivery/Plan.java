package app.afterglow.importer.delivery;

import app.afterglow.model.Loss;
import java.util.List;

/**
 * What becomes of one message: the steps that bring it over, and what of it can't be brought.
 * Planning sends nothing and comes out the same in every run.
 *
 * <p>Every attachment of the message is either carried by a step or listed as a whole loss, and so
 * is the message itself, else the account doesn't add up.
 *
 * @param steps in the order they are taken
 * @param losses what is known beforehand to be lost, wholly or in part
 * @param inClosing true where the message and those of its attachments that aren't listed are
 *     carried by the conversation's closing steps (a transcript) and not by steps of its own
 */
public record Plan(List<Step> steps, List<Loss> losses, boolean inClosing) {

  public Plan {
    steps = List.copyOf(steps);
    losses = List.copyOf(losses);
  }

  /** A message brought over in these steps. */
  public static Plan of(List<Step> steps, List<Loss> losses) {
    return new Plan(steps, losses, false);
  }

  /** A message that the conversation's closing steps carry. */
  public static Plan inClosing(List<Loss> losses) {
    return new Plan(List.of(), losses, true);
  }
}
