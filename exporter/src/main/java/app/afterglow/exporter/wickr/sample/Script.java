package app.afterglow.exporter.wickr.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said in the sample store, from {@code conversations.txt}, which explains its own form.
 *
 * @param conversations the conversations in the file's order
 */
record Script(List<Scene> conversations) {

  /** Whose store it is. */
  static final String OWNER = "lina";

  private static final String FILE = "conversations.txt";
  private static final Pattern LINE =
      Pattern.compile("(\\S+) \\+(\\d+) (?:\\((\\w+)\\) )?(?:!(\\w+) )?(.*)");

  Script {
    conversations = List.copyOf(conversations);
  }

  /**
   * A conversation.
   *
   * @param kind {@code direct}, {@code group} or {@code room}
   * @param title a room's title, null for others
   * @param description a room's description, null for others
   * @param members everybody in it, the owner first
   * @param lines what is said
   */
  record Scene(
      String kind,
      @Nullable String title,
      @Nullable String description,
      List<String> members,
      List<ScriptLine> lines) {}

  /** Everybody in the script, the owner first. */
  Set<String> people() {
    Set<String> people = new LinkedHashSet<>();
    people.add(OWNER);
    conversations.forEach(scene -> people.addAll(scene.members()));
    return people;
  }

  static Script read() throws IOException {
    try (InputStream in = Script.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("the program is incomplete: " + FILE + " is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  private static Script parse(List<String> lines) {
    List<Scene> scenes = new ArrayList<>();
    Instant clock = Instant.EPOCH;
    int lifeDays = 0;
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("== ")) {
        scenes.add(scene(line.substring(3)));
        lifeDays = 0;
      } else if (line.startsWith("@ ")) {
        clock = Instant.parse(line.substring(2).replace(' ', 'T') + ":00Z");
      } else if (line.startsWith("ttl ")) {
        lifeDays = Integer.parseInt(line.substring(4));
      } else {
        ScriptLine message = message(line, clock, lifeDays);
        clock = message.at();
        scenes.getLast().lines().add(message);
      }
    }
    return new Script(scenes);
  }

  private static Scene scene(String text) {
    List<String> kindAndRest = Arrays.asList(text.split(" ", 2));
    String rest = kindAndRest.get(1);
    if (!kindAndRest.getFirst().equals("room")) {
      return new Scene(kindAndRest.getFirst(), null, null, members(rest), new ArrayList<>());
    }
    List<String> parts = Arrays.asList(rest.split(" \\| "));
    return new Scene("room", parts.get(0), parts.get(1), members(parts.get(2)), new ArrayList<>());
  }

  private static List<String> members(String names) {
    List<String> members = new ArrayList<>(List.of(OWNER));
    members.addAll(Arrays.asList(names.split(", ")));
    return members;
  }

  private static ScriptLine message(String line, Instant clock, int lifeDays) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a line of the script: " + line);
    }
    ScriptLine.Kind kind =
        matcher.group(4) == null
            ? ScriptLine.Kind.TEXT
            : ScriptLine.Kind.valueOf(matcher.group(4).toUpperCase(Locale.ROOT));
    return new ScriptLine(
        matcher.group(1),
        // Some seconds more, so that not every message is on the minute.
        clock
            .plus(Duration.ofMinutes(Long.parseLong(matcher.group(2))))
            .plusSeconds(1 + Math.floorMod(line.hashCode(), 7)),
        matcher.group(3),
        kind,
        Arrays.asList(matcher.group(5).split(" ", kind.words() + 1)),
        lifeDays);
  }
}
