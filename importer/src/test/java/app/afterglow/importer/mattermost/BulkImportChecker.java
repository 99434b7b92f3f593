package app.afterglow.importer.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What {@code mmctl import validate} and the server's own import check of a bulk import, written
 * from their rules and knowing nothing of the writer.
 */
final class BulkImportChecker {

  private static final List<String> ORDER =
      List.of("version", "team", "channel", "user", "post", "direct_channel", "direct_post");
  private static final List<String> RESERVED_TEAMS =
      List.of(
          "admin",
          "api",
          "channel",
          "claim",
          "error",
          "files",
          "help",
          "landing",
          "login",
          "mfa",
          "oauth",
          "plug",
          "plugins",
          "post",
          "signup",
          "boards",
          "playbooks");
  private static final Pattern TEAM = Pattern.compile("[a-z0-9]+([a-z0-9-]+|(__)?)[a-z0-9]+");
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9]+([a-z0-9_-]+|(__)?)[a-z0-9]+");
  private static final Pattern USER = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final Pattern EMOJI = Pattern.compile("[a-z0-9_+-]{1,64}");
  private static final Pattern EMAIL =
      Pattern.compile("[a-z0-9_+-]+(\\.[a-z0-9_+-]+)*@[a-z0-9-]+(\\.[a-z0-9-]+)*");

  /** One post or reply, as the server would keep it. */
  record Post(
      String place,
      String user,
      String message,
      long createAt,
      long editAt,
      int replyNumber,
      List<String> files,
      List<String> reactions,
      JsonNode props) {
    String id() {
      return props.path("afterglow").path("id").asText();
    }
  }

  final List<String> problems = new ArrayList<>();
  final List<Post> posts = new ArrayList<>();
  final Map<String, JsonNode> users = new LinkedHashMap<>();
  final Map<String, JsonNode> channels = new LinkedHashMap<>();
  final Set<String> directs = new TreeSet<>();
  final Map<String, Long> files = new HashMap<>();
  private final Map<String, Set<String>> membersOf = new HashMap<>();
  private final Set<String> emails = new HashSet<>();
  private final Set<String> moments = new HashSet<>();
  private final Set<String> usedFiles = new HashSet<>();
  private String team = "";
  private int line;
  private int stage;

  private BulkImportChecker() {}

  /** Checks a ZIP and fails with every problem found. */
  static BulkImportChecker check(Path zip) throws IOException {
    BulkImportChecker checker = new BulkImportChecker();
    checker.read(zip);
    assertThat(checker.problems).isEmpty();
    return checker;
  }

  private void read(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
      ZipEntry lines = null;
      for (ZipEntry entry :
          (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
        String name = entry.getName();
        expect(!name.contains("..") && !name.startsWith("/") && !name.contains("\\"), name);
        if (name.endsWith(".jsonl")) {
          expect(lines == null, "two .jsonl files");
          lines = lines == null ? entry : lines;
          expect(name.equals("import.jsonl"), "the server would read " + name);
        } else {
          expect(name.startsWith("data/"), "outside of data/: " + name);
          expect(files.put(name, entry.getSize()) == null, "twice: " + name);
        }
      }
      expect(lines != null, "no import.jsonl");
      if (lines != null) {
        String text = new String(file.getInputStream(lines).readAllBytes(), StandardCharsets.UTF_8);
        expect(text.endsWith("\n"), "the last line has no end");
        for (String json : text.lines().toList()) {
          line++;
          expect(json.length() < 16 << 20, "longer than the server's buffer");
          line(new ObjectMapper().readTree(json));
        }
      }
    }
    files.keySet().forEach(f -> expect(usedFiles.contains(f), "nobody refers to " + f));
  }

  private void line(JsonNode json) {
    String type = json.path("type").asText();
    int position = ORDER.indexOf(type);
    expect(position >= stage, "out of order: " + type);
    expect(line != 1 || type.equals("version"), "no version line first");
    stage = Math.max(stage, position);
    JsonNode data = json.path(type);
    switch (type) {
      case "version" -> expect(data.asInt() == 1, "version");
      case "team" -> team(data);
      case "channel" -> channel(data);
      case "user" -> user(data);
      case "post" -> {
        String channel = data.path("channel").asText();
        expect(data.path("team").asText().equals(team), "team of a post");
        expect(channels.containsKey(channel), "no channel " + channel);
        thread(data, channel, membersOf.getOrDefault(channel, Set.of()));
      }
      case "direct_channel" -> expect(directs.add(members(data, "members")), "two of same members");
      case "direct_post" -> {
        String members = members(data, "channel_members");
        expect(directs.contains(members), "no direct channel " + members);
        thread(data, members, Set.of(members.split(" ")));
      }
      default -> expect(false, "type " + type);
    }
  }

  private void team(JsonNode data) {
    team = data.path("name").asText();
    expect(TEAM.matcher(team).matches() && team.length() <= 64, "team " + team);
    expect(RESERVED_TEAMS.stream().noneMatch(team::startsWith), "reserved team " + team);
    runes(data, "display_name", 1, 64);
    expect(data.path("type").asText().matches("[OI]"), "team type");
  }

  private void channel(JsonNode data) {
    String name = data.path("name").asText();
    expect(data.path("team").asText().equals(team), "team of channel " + name);
    expect(CHANNEL.matcher(name).matches() && name.length() <= 64, "channel " + name);
    expect(!name.matches("[a-f0-9]{40}|.{26}__.{26}|town-square|off-topic"), "taken for " + name);
    expect(channels.put(name, data) == null, "two channels " + name);
    runes(data, "display_name", 1, 64);
    expect(data.path("type").asText().matches("[OP]"), "channel type");
    runes(data, "header", 0, 1024);
    runes(data, "purpose", 0, 250);
  }

  private void user(JsonNode data) {
    String name = data.path("username").asText();
    String email = data.path("email").asText();
    expect(USER.matcher(name).matches(), "user " + name);
    expect(!name.matches("all|channel|here|matterbot|system"), "reserved user " + name);
    expect(users.put(name, data) == null, "two users " + name);
    expect(EMAIL.matcher(email).matches() && email.length() <= 128, "e-mail " + email);
    expect(emails.add(email), "two e-mails " + email);
    runes(data, "nickname", 0, 64);
    for (JsonNode membership : data.path("teams")) {
      expect(membership.path("name").asText().equals(team), "team of " + name);
      for (JsonNode channel : membership.path("channels")) {
        String channelName = channel.path("name").asText();
        expect(channels.containsKey(channelName), "no channel " + channelName);
        membersOf.computeIfAbsent(channelName, c -> new HashSet<>()).add(name);
      }
    }
  }

  private String members(JsonNode data, String field) {
    List<String> members = new ArrayList<>();
    data.path(field).forEach(m -> members.add(m.asText()));
    expect(members.size() >= 2 && members.size() <= 8, "members " + members);
    expect(
        Set.copyOf(members).size() == members.size() || members.size() == 2, "twice in " + members);
    members.forEach(m -> expect(users.containsKey(m), "no user " + m));
    runes(data, "header", 0, 1024);
    return String.join(" ", new TreeSet<>(members));
  }

  private void thread(JsonNode root, String place, Set<String> members) {
    post(root, place, members, 0, 0);
    int number = 1;
    for (JsonNode reply : root.path("replies")) {
      expect(reply.path("replies").isMissingNode(), "a reply to a reply");
      post(reply, place, members, root.path("create_at").asLong(), number++);
    }
  }

  private void post(JsonNode data, String place, Set<String> members, long after, int number) {
    String user = data.path("user").asText();
    expect(members.contains(user), user + " is no member of " + place);
    expect(data.path("message").isTextual(), "no message");
    runes(data, "message", 0, 16_383);
    String message = data.path("message").asText();
    expect(message.indexOf('\0') < 0, "NUL");
    long createAt = data.path("create_at").asLong();
    expect(data.path("create_at").isIntegralNumber() && createAt > after, "create_at " + createAt);
    expect(moments.add(place + "\n" + createAt), "two posts at " + createAt + " in " + place);
    long editAt = data.path("edit_at").asLong();
    expect(editAt == 0 || editAt >= createAt, "edited before it was written");
    Set<String> reactions = new TreeSet<>();
    for (JsonNode reaction : data.path("reactions")) {
      String emoji = reaction.path("emoji_name").asText();
      String from = reaction.path("user").asText();
      expect(EMOJI.matcher(emoji).matches(), "emoji " + emoji);
      expect(users.containsKey(from), "no user " + from);
      expect(reaction.path("create_at").asLong() > createAt, "reacted before it was written");
      expect(reactions.add(emoji + " " + from), "reacted twice");
    }
    List<String> paths = new ArrayList<>();
    for (JsonNode attachment : data.path("attachments")) {
      String path = "data/" + attachment.path("path").asText();
      expect(files.containsKey(path), "no file " + path);
      usedFiles.add(path);
      paths.add(path);
    }
    // 26 characters of an id, two quotation marks and a comma, in 300 characters.
    expect(paths.size() <= 10, "more files than a post can have");
    posts.add(
        new Post(
            place,
            user,
            message,
            createAt,
            editAt,
            number,
            paths,
            List.copyOf(reactions),
            data.path("props")));
  }

  private void runes(JsonNode data, String field, int least, int most) {
    String text = data.path(field).asText("");
    int runes = text.codePointCount(0, text.length());
    expect(runes >= least && runes <= most, field + " has " + runes + " runes");
    expect(text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF), "half a pair in " + field);
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add("line " + line + ": " + problem);
    }
  }

  /** The posts made from this message, as people will see them. */
  List<Post> postsOf(String message) {
    return posts.stream()
        .filter(p -> p.id().equals(message))
        .sorted(Comparator.comparingLong(Post::createAt))
        .toList();
  }

  /** The only post made from this message. */
  Post postOf(String message) {
    List<Post> found = postsOf(message);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
