package app.afterglow.importer.matrix;

import app.afterglow.importer.delivery.Answer;
import app.afterglow.importer.delivery.DeliveryException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What an answer of a homeserver means (Client-Server API, "Standard error response"). */
final class MatrixAnswer {

  /**
   * What fails inside the server this often is refused: with the waits in between that is after one
   * to two minutes, in which a database can be started again.
   */
  private static final int SERVER_ATTEMPTS = 8;

  /** No server gets to make a run wait for longer than this at a time. */
  private static final long LONGEST_WAIT_MILLIS = 3_600_000;

  static final String FORBIDDEN = "forbidden";
  static final String NOT_FOUND = "not-found";
  static final String ROOM_IN_USE = "room-in-use";
  static final String SERVER_ERROR = "server-error";
  static final String USER_IN_USE = "user-in-use";

  private MatrixAnswer() {}

  /**
   * The JSON of a request that was carried out.
   *
   * @throws DeliveryException where it was not, or nobody knows
   * @throws app.afterglow.problem.TargetRefusedException where none will be
   */
  static JsonNode accepted(Answer answer, JsonMapper json, String server, Instant now)
      throws IOException {
    int status = answer.status();
    JsonNode body = answer.json(json);
    if (status == 200) {
      if (!body.isObject()) {
        throw MatrixProblems.noServer(server, "no JSON");
      }
      return body;
    }
    String code = code(body);
    throw switch (status) {
      case 401 -> MatrixProblems.wrongToken(server);
      case 408, 425, 503 ->
          DeliveryException.TryAgain.after("status-" + status, answer.retryAfter(now));
      case 429 -> DeliveryException.TryAgain.after("rate-limited", delay(answer, body, now));
      // It may have come that far or not; what is in doubt is looked for in the room.
      case 500 ->
          DeliveryException.TryAgain.upTo(SERVER_ATTEMPTS, SERVER_ERROR, "status 500 " + code);
      case 502, 504 -> new DeliveryException.AnswerLost("status-" + status, null);
      case 400, 403, 404, 405, 409, 413 -> refused(status, code, server);
      default -> MatrixProblems.noServer(server, "status " + status + " " + answer.mediaType());
    };
  }

  /** The detail is the error code: what a server says in words might repeat the message. */
  private static IOException refused(int status, String code, String server) {
    if (status == 413) {
      return new DeliveryException.Refused("too-large", "status 413 " + code);
    }
    if (code.isEmpty()) {
      return MatrixProblems.noServer(server, "status " + status);
    }
    String reason =
        switch (code) {
          case "M_FORBIDDEN" -> FORBIDDEN;
          case "M_NOT_FOUND", "M_UNRECOGNIZED" -> NOT_FOUND;
          case "M_ROOM_IN_USE" -> ROOM_IN_USE;
          case "M_USER_IN_USE" -> USER_IN_USE;
          case "M_TOO_LARGE" -> "too-large";
          case "M_DUPLICATE_ANNOTATION" -> "reaction-repeated";
          default -> "server-refused";
        };
    return new DeliveryException.Refused(reason, "status " + status + " " + code);
  }

  private static String code(JsonNode body) {
    String code = body.path("errcode").asText("");
    return code.matches("[A-Za-z0-9_.]{1,80}") ? code : "";
  }

  private static Duration delay(Answer answer, JsonNode body, Instant now) {
    Duration header = answer.retryAfter(now);
    if (header != null) {
      return header;
    }
    long millis = body.path("retry_after_ms").asLong(1_000);
    return Duration.ofMillis(Math.clamp(millis, 0, LONGEST_WAIT_MILLIS));
  }
}
