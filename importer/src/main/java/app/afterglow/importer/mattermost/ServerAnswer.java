package app.afterglow.importer.mattermost;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an answer of the server means: errors are JSON with an {@code id} such as {@code api.…}. */
final class ServerAnswer {

  /**
   * What fails inside the server this often is refused: with the waits in between that is after one
   * to two minutes, in which a database can be started again.
   */
  private static final int SERVER_ATTEMPTS = 8;

  /** An author's token that is taken no more is replaced, but not for ever. */
  private static final int TOKEN_ATTEMPTS = 4;

  /** No server gets to make a run wait for longer than this at a time. */
  private static final long LONGEST_WAIT_SECONDS = 3_600;

  static final String NOT_FOUND = "not-found";
  static final String FORBIDDEN = "forbidden";

  /** An author's token that the server takes no more. */
  static final String TOKEN_EXPIRED = "token-expired";

  private ServerAnswer() {}

  static boolean isGood(Answer answer) {
    return answer.status() == 200 || answer.status() == 201;
  }

  /**
   * The JSON of a request that was carried out.
   *
   * @param own whether it was sent with the token of the run, and not with an author's
   * @throws DeliveryException where it was not, or nobody knows
   * @throws app.afterglow.problem.TargetRefusedException where none will be
   */
  static JsonNode accepted(Answer answer, JsonMapper json, String server, Instant now, boolean own)
      throws IOException {
    int status = answer.status();
    JsonNode body = answer.json(json);
    if (isGood(answer)) {
      if (!body.isContainerNode()) {
        throw Problems.noServer(server, "no JSON");
      }
      return body;
    }
    throw switch (status) {
      case 401 ->
          own
              ? Problems.wrongToken(server)
              : DeliveryException.TryAgain.upTo(TOKEN_ATTEMPTS, TOKEN_EXPIRED, null);
      case 408, 425, 503 ->
          DeliveryException.TryAgain.after("status-" + status, answer.retryAfter(now));
      case 429 -> DeliveryException.TryAgain.after("rate-limited", delay(answer, now));
      // It may have come that far or not; what is in doubt is looked for in the channel.
      case 500 ->
          DeliveryException.TryAgain.upTo(
              SERVER_ATTEMPTS, "server-error", "status 500 " + id(body));
      case 502, 504 -> new DeliveryException.AnswerLost("status-" + status, null);
      case 400, 403, 404, 405, 409, 413, 501 -> refused(status, id(body), server);
      default -> Problems.noServer(server, "status " + status + " " + answer.mediaType());
    };
  }

  /** The detail is the error's id: what a server says in words might repeat the message. */
  private static IOException refused(int status, String id, String server) {
    if (status == 413) {
      return new DeliveryException.Refused("too-large", "status 413 " + id);
    }
    if (id.isEmpty()) {
      return Problems.noServer(server, "status " + status);
    }
    String reason =
        switch (status) {
          case 403 -> FORBIDDEN;
          case 404 -> NOT_FOUND;
          default -> "server-refused";
        };
    return new DeliveryException.Refused(reason, "status " + status + " " + id);
  }

  private static String id(JsonNode body) {
    String id = body.path("id").asText("");
    return id.matches("[A-Za-z0-9_.-]{1,120}") ? id : "";
  }

  /** {@code Retry-After}, or the seconds until the count begins anew. */
  private static @Nullable Duration delay(Answer answer, Instant now) {
    Duration after = answer.retryAfter(now);
    if (after != null) {
      return after;
    }
    String reset = answer.headers().firstValue("X-RateLimit-Reset").orElse("").strip();
    return reset.matches("[0-9]{1,9}")
        ? Duration.ofSeconds(Math.clamp(Long.parseLong(reset), 1, LONGEST_WAIT_SECONDS))
        : null;
  }
}
