package app.afterglow.exporter.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields every message of the bot has, under whichever of their names it uses. */
final class MessageFields {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]", Locale.ROOT);

  /** Unix seconds of the year 9999: anything above is milliseconds, or nonsense. */
  private static final BigDecimal LATEST = new BigDecimal("253402300799");

  private MessageFields() {}

  static @Nullable String text(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.get(name);
      if (value != null && value.isValueNode() && !value.isNull()) {
        return value.asText();
      }
    }
    return null;
  }

  static String id(JsonNode message) {
    String id = text(message, "message_id", "id");
    return id == null ? "" : id;
  }

  static int type(JsonNode message) {
    JsonNode type = message.get("msgtype");
    return type == null ? 1000 : type.asInt(-1);
  }

  /** When it was sent, null where no field says it in a form that can be read. */
  static @Nullable Instant sentAt(JsonNode message) {
    Instant seconds = seconds(message.get("msg_ts"));
    return seconds != null ? seconds : iso(message.get("time_iso"));
  }

  /** The time of a {@code msg_ts}, null where it can't be read. */
  static @Nullable Instant seconds(@Nullable JsonNode value) {
    if (value == null || !value.isNumber() && !value.isTextual()) {
      return null;
    }
    // As text, a number with decimals would have an exponent.
    return value.isNumber() && Double.isFinite(value.asDouble())
        ? ofSeconds(value.decimalValue().toPlainString())
        : ofSeconds(value.asText());
  }

  /** The time of a {@code time_iso}, in UTC; null where it can't be read. */
  static @Nullable Instant iso(@Nullable JsonNode value) {
    if (value == null || !value.isTextual()) {
      return null;
    }
    try {
      return LocalDateTime.parse(value.asText().strip(), ISO).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant ofSeconds(String text) {
    if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,12})?")) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(text);
    return seconds.signum() > 0 && seconds.compareTo(LATEST) < 0
        ? Instant.ofEpochMilli(seconds.movePointRight(3).longValue())
        : null;
  }

  /** Names out of an array of names, of {@code {"name": ...}} objects, or of both. */
  static List<String> names(@Nullable JsonNode array) {
    List<String> names = new ArrayList<>();
    if (array == null) {
      return names;
    }
    for (JsonNode entry : array) {
      String name = entry.isObject() ? text(entry, "name", "user", "id") : entry.asText();
      if (name != null && !name.isBlank()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Everybody it names: sender, receivers and, in a control message, members and masters. */
  static List<String> people(JsonNode message) {
    List<String> people = new ArrayList<>();
    String sender = text(message, "sender");
    if (sender != null) {
      people.add(sender);
    }
    String receiver = text(message, "receiver");
    if (receiver != null) {
      people.add(receiver);
    }
    people.addAll(names(message.get("users")));
    people.addAll(names(message.get("receivers")));
    JsonNode control = message.path("control");
    people.addAll(names(control.get("members")));
    people.addAll(names(control.get("masters")));
    return people;
  }

  /** The conversation's id; for a 1:1 message without one, both names in alphabetical order. */
  static String conversationId(JsonNode message) {
    String group = text(message, "vgroupid");
    if (group != null && !group.isEmpty()) {
      return group;
    }
    List<String> both = new ArrayList<>(people(message));
    both.sort(null);
    return "direct:" + String.join(",", both.stream().distinct().toList());
  }
}
