package app.afterglow.launcher.viewer;

import app.afterglow.launcher.viewer.search.Query;
import app.afterglow.launcher.viewer.search.Search;
import app.afterglow.launcher.viewer.server.RefusedException;
import app.afterglow.launcher.viewer.server.Request;
import app.afterglow.search.Needles;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/search}: {@code {"text", "people": [id], "conversations": [n], "since", "until",
 * "withFiles", "next", "most"}}, times in milliseconds or null. The answer's first line is {@code
 * {"hits": [[conversation, ordinal]], "total", "done", "next", "index"}}, the others the messages.
 */
final class SearchRoute {

  private static final int MOST_HITS = 200;
  private static final int LONGEST_TEXT = 1_000;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Search search;

  SearchRoute(Search search) {
    this.search = search;
  }

  void answer(Request request) throws IOException {
    JsonNode asked;
    try {
      asked = MAPPER.readTree(request.body());
    } catch (JacksonException e) {
      throw new RefusedException(400, "no JSON");
    }
    int most = Math.clamp(asked.path("most").asInt(30), 1, MOST_HITS);
    @Nullable String next = asked.path("next").isTextual() ? asked.path("next").asText() : null;
    Search.Answer answer = search.answer(query(asked), next, most);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ReaderRoutes.json(json -> write(answer, json)));
    for (byte[] line : answer.lines()) {
      out.write('\n');
      out.writeBytes(line);
    }
    request.send("application/jsonl; charset=utf-8", out.toByteArray());
  }

  private static Query query(JsonNode asked) throws RefusedException {
    String text = asked.path("text").asText("");
    if (text.length() > LONGEST_TEXT) {
      throw new RefusedException(400, "text: too long");
    }
    Set<String> people = new HashSet<>();
    asked.path("people").forEach(id -> people.add(id.asText()));
    Set<Integer> conversations = new HashSet<>();
    asked.path("conversations").forEach(number -> conversations.add(number.asInt()));
    return new Query(
        Needles.parse(text),
        people,
        conversations,
        asked.path("since").isNumber() ? asked.path("since").asLong() : Long.MIN_VALUE,
        asked.path("until").isNumber() ? asked.path("until").asLong() : Long.MAX_VALUE,
        asked.path("withFiles").asBoolean(false));
  }

  private static void write(Search.Answer answer, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("hits");
    for (Search.Hit hit : answer.hits()) {
      out.writeArray(new long[] {hit.conversation(), hit.ordinal()}, 0, 2);
    }
    out.writeEndArray();
    out.writeNumberField("total", answer.total());
    out.writeNumberField("done", answer.done());
    out.writeStringField("next", answer.next());
    out.writeFieldName("index");
    write(answer.state(), out);
    out.writeEndObject();
  }

  /** How far the index is. */
  static void write(Search.State state, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("share", state.share());
    out.writeBooleanField("finished", state.finished());
    out.writeNumberField("scanned", state.scanned());
    out.writeNumberField("unreadable", state.unreadable());
    out.writeEndObject();
  }
}
