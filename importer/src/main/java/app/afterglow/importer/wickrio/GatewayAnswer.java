package app.afterglow.importer.wickrio;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What an answer of the gateway means. Its status alone doesn't say it: refused requests can come
 * back as 200 with a text, and a body that its parser found too large is not refused but taken for
 * an empty one.
 */
final class GatewayAnswer {

  /** What fails inside the bot this often is refused: it may have been busy, or it may never do. */
  private static final int BOT_ATTEMPTS = 3;

  /** Refusals by the gateway itself, which come with 200 or 400. */
  private static final List<String> REFUSALS =
      List.of(
          "Need a list of users OR a vGroupID",
          "Need a message OR an attachment",
          "An array of GroupConvo members is required",
          "Cannot process request without a room object",
          "To Create a secure room you must",
          "Invalid JSON format in request body",
          "No attachment included in request",
          "Path of file must be within",
          "Attachment displayname must be set",
          "error processing users JSON data",
          "vGroupID must be a string");

  /** Failures inside the bot, which come with 400; older gateways pass the bot's own text on. */
  private static final List<String> FAILURES =
      List.of("failed", "error", "access denied", "invalid", "unable", "cannot", "could not");

  private GatewayAnswer() {}

  /**
   * The answer of a request that was carried out.
   *
   * @throws DeliveryException where it was not, or nobody knows
   * @throws app.afterglow.problem.TargetRefusedException where none will be
   */
  static Answer accepted(Answer answer, String gateway, Instant now) throws IOException {
    int status = answer.status();
    if (status == 200 && !isPage(answer)) {
      text(answer);
      return answer;
    }
    throw switch (status) {
      case 401, 403 -> unauthorized(answer, gateway);
      case 408, 425, 429, 500, 503 ->
          DeliveryException.TryAgain.after("status-" + status, answer.retryAfter(now));
      case 502, 504 -> new DeliveryException.AnswerLost("status-" + status, null);
      case 413 -> new DeliveryException.Refused("too-large", "status 413");
      case 400, 409, 422 -> badRequest(answer);
      default -> WickrProblems.noGateway(gateway, "status " + status + " " + answer.mediaType());
    };
  }

  /** A 200 whose text says that it is none. */
  private static void text(Answer answer) throws DeliveryException {
    if (answer.mediaType().equals("application/json")) {
      return;
    }
    String text = answer.text().strip();
    refusal(text);
    String lower = text.toLowerCase(Locale.ROOT);
    if (FAILURES.stream().anyMatch(lower::startsWith)) {
      throw DeliveryException.TryAgain.upTo(BOT_ATTEMPTS, "bot-failed", "status 200");
    }
  }

  private static DeliveryException badRequest(Answer answer) {
    try {
      refusal(answer.text().strip());
    } catch (DeliveryException e) {
      return e;
    }
    return DeliveryException.TryAgain.upTo(BOT_ATTEMPTS, "bot-failed", "status " + answer.status());
  }

  /** The detail is one of our own words: what a gateway says might repeat the message. */
  private static void refusal(String text) throws DeliveryException {
    for (String known : REFUSALS) {
      if (text.startsWith(known)) {
        throw new DeliveryException.Refused("gateway-refused", known);
      }
    }
  }

  private static IOException unauthorized(Answer answer, String gateway) {
    String text = answer.text();
    if (text.contains("api-key")) {
      return WickrProblems.wrongApiKey(gateway);
    }
    if (text.contains("Access denied")) {
      return WickrProblems.wrongToken(gateway);
    }
    return WickrProblems.noGateway(gateway, "status " + answer.status());
  }

  /**
   * A page comes from something in between. Some of the gateway's own plain texts are labelled as
   * HTML too: they don't begin with a tag.
   */
  private static boolean isPage(Answer answer) {
    return answer.mediaType().contains("html") && answer.text().strip().startsWith("<");
  }
}
