package app.afterglow.importer.mattermost;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.testing.Messages;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Conversation.Kind;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.MessageBody.RoomEvent.Event;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever an archive holds, what comes out is an import the server takes, and nothing is lost. */
class HostileHistoriesTest {

  private static final String[] STRINGS = {
    "",
    " ",
    "bob",
    "BOB",
    "all",
    "here",
    "admin",
    "..",
    ".",
    "-",
    "_",
    "a.b",
    "a-b",
    "town-square",
    "\0",
    "\uD800",
    "\uDC00x",
    "\u202Eevil",
    "小明",
    "مرحبا",
    "👨‍👩‍👧‍👦",
    "=1+1",
    "@channel",
    "a__b",
    "../../x",
    "C:\\x",
    "x.jsonl",
    "con",
    "e\u0301".repeat(200),
    "y".repeat(300),
    "\n\r\n",
    "\u2028",
    "0123456789abcdef0123456789abcdef01234567",
    "1",
    "*_`[x](y)",
    "a b c"
  };

  private final Random random = new Random();
  private final Set<String> reactions = new HashSet<>();

  @Property(tries = 150)
  void everyHistoryBecomesAnImportTheServerTakes(@ForAll long seed) throws IOException {
    random.setSeed(seed);
    MemoryHistory history = new MemoryHistory().account("p0", "owner");
    List<String> people = people(history);
    Set<String> messages = new HashSet<>();
    int conversations = random.nextInt(6);
    for (int i = 0; i < conversations; i++) {
      conversation(history, "c" + i + string(), people, messages);
    }
    Path folder = Files.createTempDirectory("hostile");
    try {
      Path zip = folder.resolve("out.zip");

      ImportReport report = deliver(history, zip, Map.of("message-limit", "1000"));

      BulkImportChecker checked = BulkImportChecker.check(zip);
      Set<String> arrived = new HashSet<>();
      checked.posts.forEach(p -> arrived.add(p.id()));
      assertThat(report.balance().messages().found()).isEqualTo(messages.size());
      // A reaction joins the post it belongs to; everything else is a post of its own.
      messages.removeAll(arrived);
      assertThat(reactions).containsAll(messages);
      assertThat(report.balance().people().found()).isEqualTo(people.size());
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  @Test
  void passesMoreThanFitsIntoMemory() throws IOException {
    // 600,000 messages of 2 kB are 2.4 GB of text; every tenth is answered by the last ones.
    long count = 600_000;
    String text = "Der Rest ist Schweigen. ".repeat(100).substring(0, 2_000);
    MemoryHistory history =
        new MemoryHistory()
            .account("p0", "owner")
            .person(new Person("p0", "owner", null, true))
            .conversation("S1", Kind.ROOM, "Big", "p0");
    history.messages(
        "S1",
        count,
        () ->
            LongStream.range(0, count)
                .mapToObj(
                    i -> {
                      Messages made =
                          message("S1", "%09d".formatted(i))
                              .from("p0")
                              .at(Instant.ofEpochSecond(1_600_000_000 + i / 5))
                              .text(text + i);
                      return i > count - 60_000
                          ? made.replyTo("%09d".formatted((count - i) * 10 - 10)).made()
                          : made.made();
                    }));
    ImportRequest request =
        new ImportRequest(
            null, Selection.ALL, Mode.DRY_RUN, ZoneOffset.UTC, Locale.ENGLISH, Map.of());

    ImportReport report =
        Import.run(Import.target("mattermost"), history, request, Progress.SILENT);

    assertThat(report.balance().messages().carried()).isEqualTo(count);
    // Threads that were held longer than memory allows are named, answer by answer.
    assertThat(report.losses()).isNotEmpty().allMatch(l -> l.reason().equals("answer-unlinked"));
  }

  @Test
  void splitsAThreadThatNoServerReadsInOneLine() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .account("p0", "owner")
            .person(new Person("p0", "owner", null, true))
            .conversation("S1", Kind.ROOM, "Big", "p0");
    String text = "\u0001".repeat(15_000);
    history.message(message("S1", "root").from("p0").at(Instant.EPOCH.plusSeconds(9)).made());
    for (int i = 0; i < 200; i++) {
      history.message(
          message("S1", "r%03d".formatted(i))
              .from("p0")
              .at(Instant.ofEpochSecond(10 + i))
              .text(text)
              .replyTo("root")
              .made());
    }
    Path folder = Files.createTempDirectory("thread");
    Path zip = folder.resolve("out.zip");

    ImportReport report = deliver(history, zip, Map.of());

    BulkImportChecker checked = BulkImportChecker.check(zip);
    assertThat(checked.posts).hasSize(201);
    assertThat(report.losses()).hasSizeBetween(50, 150);
    Files.delete(zip);
    Files.delete(folder.resolve("out-mapping.csv"));
    Files.delete(folder);
  }

  private List<String> people(MemoryHistory history) {
    Set<String> ids = new HashSet<>();
    int count = random.nextInt(14);
    for (int i = 0; i < count; i++) {
      String id = i == 0 ? "p0" : string() + (random.nextBoolean() ? "" : i);
      if (ids.add(id)) {
        history.person(new Person(id, maybe(), maybe(), i == 0 || random.nextInt(9) == 0));
      }
    }
    return List.copyOf(ids);
  }

  private void conversation(
      MemoryHistory history, String id, List<String> people, Set<String> messages) {
    List<String> members = new ArrayList<>();
    people.stream().filter(p -> random.nextBoolean()).forEach(members::add);
    Kind kind = any(List.of(Kind.values()));
    history.conversation(new Conversation(id, kind, maybe(), maybe(), members, Map.of()));
    List<String> ids = new ArrayList<>();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      boolean reaction = random.nextInt(6) == 0;
      String message = id + "/" + i;
      history.message(anything(history, id, message, reaction, people, ids));
      ids.add(message);
      messages.add(prop(message));
      if (reaction) {
        reactions.add(prop(message));
      }
    }
  }

  private Message anything(
      MemoryHistory history,
      String conversation,
      String id,
      boolean reaction,
      List<String> people,
      List<String> ids) {
    Messages made =
        Messages.message(conversation, id)
            .from(person(people))
            .at(
                Instant.ofEpochSecond(
                    random.nextInt(5) == 0 ? -random.nextInt(9) : random.nextInt(9)))
            .body(reaction ? reactionTo(target(ids)) : body(people, ids));
    if (random.nextInt(3) == 0) {
      made.replyTo(target(ids));
    }
    for (int i = random.nextInt(4); i > 1; i--) {
      made.reaction(person(people), random.nextBoolean() ? "👍🏽" : string(), null);
    }
    for (int i = random.nextInt(3); i > 1; i--) {
      made.edited(random.nextBoolean() ? "1970-01-01T00:00:05Z" : null, maybe());
    }
    int files = random.nextInt(8) == 0 ? random.nextInt(25) : 0;
    for (int i = 0; i < files && !reaction; i++) {
      Attachment file = history.attachment(string(), string());
      if (random.nextInt(9) == 0) {
        history.forget(file);
      }
      made.file(file);
    }
    return made.made();
  }

  private MessageBody reactionTo(String target) {
    return new MessageBody.ReactionTo(
        target, random.nextBoolean() ? "❤️" : string(), random.nextInt(4) == 0, null);
  }

  private MessageBody body(List<String> people, List<String> ids) {
    return switch (random.nextInt(10)) {
      case 0 -> new MessageBody.FileBody(maybe());
      case 1 -> new MessageBody.Location(Double.NaN, random.nextBoolean() ? null : 1e300, maybe());
      case 2 -> new MessageBody.Call(maybe(), random.nextLong(), people, maybe());
      case 3 -> new MessageBody.RoomEvent(any(List.of(Event.values())), people, maybe());
      case 4 -> new MessageBody.Verification(maybe());
      case 5 -> new MessageBody.Deleted(maybe(), maybe());
      case 6 -> new MessageBody.EditOf(target(ids), maybe());
      case 7 -> new MessageBody.Unknown(maybe());
      default -> new MessageBody.Text(string().repeat(1 + random.nextInt(40)));
    };
  }

  private @Nullable String person(List<String> people) {
    int choice = random.nextInt(10);
    return choice == 0
        ? null
        : choice == 1 || people.isEmpty() ? "stranger" + string() : any(people);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String target(List<String> ids) {
    return ids.isEmpty() ? "gone" : any(ids);
  }

  private String string() {
    return STRINGS[random.nextInt(STRINGS.length)];
  }

  private @Nullable String maybe() {
    return random.nextInt(3) == 0 ? null : string() + string();
  }

  /** An id as it stands in a post's properties. */
  private static String prop(String id) {
    String clean = Characters.clean(id);
    return clean.length() <= 256 ? clean : "sha256:" + Names.hash(id);
  }

  private static ImportReport deliver(MemoryHistory history, Path zip, Map<String, String> options)
      throws IOException {
    ImportRequest request =
        new ImportRequest(
            zip, Selection.ALL, Mode.DELIVER, ZoneOffset.UTC, Locale.ENGLISH, options);
    return Import.run(Import.target("mattermost"), history, request, Progress.SILENT);
  }
}
