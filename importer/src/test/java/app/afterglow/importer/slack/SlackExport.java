package app.afterglow.importer.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export as its readers do (Slack's description of exports; what mattermost/mmetl takes),
 * and fails where a reader would drop or mistake something.
 */
final class SlackExport {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Subtypes that mmetl brings over; it drops messages with any other. */
  private static final Set<String> KNOWN_SUBTYPES =
      Set.of("channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name");

  final Map<String, byte[]> entries = new LinkedHashMap<>();
  final Map<String, JsonNode> users = new HashMap<>();
  final Map<String, JsonNode> channels = new TreeMap<>();
  final Map<String, List<JsonNode>> messages = new HashMap<>();

  static SlackExport read(Path zip) throws IOException {
    SlackExport export = new SlackExport();
    try (ZipInputStream in = new ZipInputStream(java.nio.file.Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(export.entries.put(entry.getName(), in.readAllBytes()))
            .as("one entry of the name %s", entry.getName())
            .isNull();
      }
    }
    export.check();
    return export;
  }

  JsonNode json(String entry) throws IOException {
    byte[] bytes = entries.get(entry);
    assertThat(bytes).as(entry).isNotNull();
    return JSON.readTree(bytes);
  }

  private void check() throws IOException {
    assertThat(entries).containsKeys("users.json", "channels.json", "integration_logs.json");
    checkUsers();
    checkChannels("channels.json", "C[A-Z0-9]+");
    checkChannels("groups.json", "[CG][A-Z0-9]+");
    checkChannels("mpims.json", "[CG][A-Z0-9]+");
    checkChannels("dms.json", "D[A-Z0-9]+");
    Set<String> files = new HashSet<>();
    for (String name : entries.keySet()) {
      String[] parts = name.split("/", -1);
      assertThat(parts).doesNotContain("..", ".", "");
      if (parts.length == 2 && parts[1].endsWith(".json")) {
        checkDay(parts[0], parts[1].substring(0, parts[1].length() - 5), json(name), files);
      } else if (parts.length == 3) {
        assertThat(parts[0]).isEqualTo("__uploads");
      } else {
        assertThat(parts).hasSize(1);
      }
    }
    for (List<JsonNode> all : messages.values()) {
      checkChannel(all);
    }
    assertThat(entries.keySet().stream().filter(n -> n.startsWith("__uploads/")))
        .containsExactlyInAnyOrderElementsOf(files);
  }

  private void checkUsers() throws IOException {
    Set<String> names = new HashSet<>();
    for (JsonNode user : json("users.json")) {
      String id = user.path("id").textValue();
      assertThat(id).matches("[UW][A-Z0-9]+");
      assertThat(users.put(id, user)).isNull();
      String name = user.path("name").textValue();
      assertThat(name).matches("[a-z][a-z0-9._-]{0,63}");
      assertThat(names.add(name)).isTrue();
      assertThat(user.path("deleted").isBoolean()).isTrue();
      assertThat(user.path("profile").path("real_name").textValue()).isNotBlank();
    }
  }

  private void checkChannels(String file, String idPattern) throws IOException {
    Set<String> names = new HashSet<>();
    Set<Set<String>> memberSets = new HashSet<>();
    for (JsonNode channel : json(file)) {
      assertThat(channel.path("id").textValue()).matches(idPattern);
      boolean direct = file.equals("dms.json");
      String folder = channel.path(direct ? "id" : "name").textValue();
      assertThat(folder).matches(direct ? "D[A-Z0-9]+" : "[a-z0-9_.-]{1,80}");
      assertThat(channels.put(folder, channel)).isNull();
      assertThat(names.add(folder)).isTrue();
      assertThat(channel.path("created").isIntegralNumber()).isTrue();
      Set<String> members = new HashSet<>();
      for (JsonNode member : channel.path("members")) {
        assertThat(users).containsKey(member.textValue());
        assertThat(members.add(member.textValue())).isTrue();
      }
      if (direct) {
        assertThat(members).hasSize(2);
      }
      if (file.equals("mpims.json")) {
        assertThat(members).hasSizeBetween(3, 9);
      }
      if (direct || file.equals("mpims.json")) {
        assertThat(memberSets.add(members)).as("members of their own").isTrue();
      }
      if (!direct) {
        assertThat(channel.path("topic").path("value").isTextual()).isTrue();
        assertThat(channel.path("purpose").path("value").isTextual()).isTrue();
      }
    }
  }

  private void checkDay(String folder, String day, JsonNode array, Set<String> files) {
    assertThat(channels).containsKey(folder);
    assertThat(array.isArray() && !array.isEmpty()).isTrue();
    for (JsonNode message : array) {
      assertThat(message.path("type").textValue()).isEqualTo("message");
      if (message.has("subtype")) {
        assertThat(KNOWN_SUBTYPES).contains(message.path("subtype").textValue());
      }
      assertThat(users).containsKey(message.path("user").textValue());
      checkText(message.path("text"));
      long micros = micros(message.path("ts").textValue());
      assertThat(LocalDate.ofInstant(Instant.ofEpochMilli(micros / 1000), ZoneOffset.UTC))
          .isEqualTo(LocalDate.parse(day));
      for (JsonNode reaction : message.path("reactions")) {
        assertThat(reaction.path("name").textValue()).isNotBlank().doesNotContain(":emoji");
        assertThat(reaction.path("count").intValue()).isEqualTo(reaction.path("users").size());
        reaction.path("users").forEach(u -> assertThat(users).containsKey(u.textValue()));
      }
      for (JsonNode file : message.path("files")) {
        checkFile(file, files);
      }
      messages.computeIfAbsent(folder, _ -> new ArrayList<>()).add(message);
    }
  }

  /** Angle brackets only around mentions and links; ampersands only in the three escapes. */
  private void checkText(JsonNode text) {
    assertThat(text.isTextual()).isTrue();
    String rest = text.textValue().replaceAll("<@U[A-Z0-9]+>|<https?://[^<>|\\s]+>", "");
    assertThat(rest).doesNotContain("<", ">");
    assertThat(rest.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
  }

  private void checkFile(JsonNode file, Set<String> files) {
    assertThat(file.path("id").textValue()).matches("F[A-Z0-9]+");
    if (file.path("mode").textValue().equals("tombstone")) {
      assertThat(file.has("name")).isFalse();
      return;
    }
    String path = file.path("url_private").textValue();
    assertThat(path)
        .isEqualTo("__uploads/%s/%s", file.path("id").textValue(), file.path("name").textValue());
    assertThat(files.add(path)).isTrue();
    byte[] content = entries.get(path);
    assertThat(content).as(path).isNotNull();
    assertThat(content).hasSize(file.path("size").intValue());
  }

  private static void checkChannel(List<JsonNode> all) {
    long last = 0;
    Set<String> seen = new HashSet<>();
    for (JsonNode message : all) {
      // mmetl reads milliseconds, and sorts by them.
      long millis = micros(message.path("ts").textValue()) / 1000;
      assertThat(millis).isGreaterThan(last);
      last = millis;
      seen.add(message.path("ts").textValue());
      String thread = message.path("thread_ts").textValue();
      if (thread != null) {
        assertThat(seen).as("a thread begins before its answers").contains(thread);
        assertThat(root(all, thread).path("thread_ts").textValue())
            .as("the message a thread begins with names itself")
            .isEqualTo(thread);
      }
    }
  }

  private static JsonNode root(List<JsonNode> all, String thread) {
    return all.stream()
        .filter(m -> m.path("ts").textValue().equals(thread))
        .findFirst()
        .orElseThrow();
  }

  static long micros(@Nullable String ts) {
    if (ts == null) {
      throw new AssertionError("a message without ts");
    }
    assertThat(ts).matches("[0-9]+\\.[0-9]{6}");
    int dot = ts.indexOf('.');
    return Long.parseLong(ts.substring(0, dot)) * 1_000_000 + Long.parseLong(ts.substring(dot + 1));
  }

  /** The messages of the channel whose purpose is this title. */
  List<JsonNode> titled(String title) {
    for (Map.Entry<String, JsonNode> channel : channels.entrySet()) {
      if (channel.getValue().path("purpose").path("value").asText().equals(title)) {
        return messages.getOrDefault(channel.getKey(), List.of());
      }
    }
    throw new AssertionError("no channel " + title);
  }
}
