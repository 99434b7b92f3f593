package app.afterglow.importer.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client reads from a real Prosody after an import. */
class ProsodyImportTest {

  private static final String EVIL = "<x a='1'>&\"]]>\\\"});os.execute(\"touch pwned\")--[[";

  /** More than a page of the archive has; storage "internal" is slow with every message. */
  private static final int COUNT = 110;

  @TempDir Path folder;

  private final MemoryHistory history =
      new MemoryHistory()
          .person("alice-id", "alice", "Alice Ünïcode", true)
          .person("bob-id", "bob.b", "Bob </message>" + EVIL, false)
          .person("carol-id", "Carol", "שלום Carol", false)
          .conversation("d1", Conversation.Kind.DIRECT, null, "alice-id", "bob-id")
          .conversation("d2", Conversation.Kind.DIRECT, null, "carol-id", "alice-id")
          .conversation(
              "r1", Conversation.Kind.ROOM, "Été " + EVIL, "alice-id", "bob-id", "carol-id");

  private final List<Message> direct = new ArrayList<>();
  private final List<Message> room = new ArrayList<>();

  ProsodyImportTest() {
    for (int i = 0; i < COUNT; i++) {
      Instant at = Instant.ofEpochMilli(1_600_000_000_000L + i * 60_007L);
      Message said =
          Messages.in("d1", "d1-" + i, at)
              .by(i % 3 == 0 ? "bob-id" : "alice-id")
              .text(text(i))
              .done();
      direct.add(said);
      history.message(said);
      history.message(Messages.in("d2", "d2-" + i, at).by("carol-id").text("no " + i).done());
      Message there =
          Messages.in("r1", "r1-" + i, at)
              .by(List.of("alice-id", "bob-id", "carol-id").get(i % 3))
              .text(text(i))
              .done();
      room.add(there);
      history.message(there);
    }
  }

  /** Hostile texts, without those that XML has no way to write. */
  private static String text(int i) {
    List<String> hostile =
        Stream.concat(
                Stream.of(EVIL, "]]>", "\\", "\u00E9\uD83D\uDE00\u2028"),
                Samples.HOSTILE_TEXTS.stream())
            .filter(
                t ->
                    !t.isEmpty()
                        && !XmlText.needsRepair(t)
                        && t.indexOf('\r') < 0
                        && t.length() < 5_000)
            .toList();
    return i < hostile.size() ? hostile.get(i) : "message " + i;
  }

  @Test
  void clientReadsAuthorsTimesAndTexts() throws Exception {
    try (Prosody server = Prosody.in(folder)) {
      server.importFolder(deliver("import", Map.of()));
      server.account("alice", "secret");
      server.start();

      try (Reader alice = Reader.login(server, "alice", "secret")) {
        assertSame(alice.direct("bob.b@chat.test"), direct);
        assertThat(alice.direct("carol@chat.test")).hasSize(COUNT);
        assertSame(alice.room(roomAddress()), room);
        assertThat(alice.contacts())
            .containsExactly("bob.b@chat.test Bob </message>" + EVIL, "carol@chat.test שלום Carol");
        assertThat(alice.bookmarks()).containsExactly(roomAddress() + " Été " + EVIL);
      }
      assertThat(server.log()).doesNotContain("\terror\t");
      assertThat(Files.exists(Path.of("pwned"))).isFalse();
    }
  }

  @Test
  void secondImportAddsNothing() throws Exception {
    try (Prosody server = Prosody.in(folder)) {
      server.importFolder(deliver("first", Map.of("accounts", "everybody")));
      server.importFolder(deliver("second", Map.of("accounts", "everybody")));
      server.account("bob.b", "secret");
      server.start();

      try (Reader bob = Reader.login(server, "bob.b", "secret")) {
        assertSame(bob.direct("alice@chat.test"), direct);
        assertSame(bob.room(roomAddress()), room);
      }
    }
  }

  @Test
  void clientSeesEditsRepliesReactionsAndFiles() throws Exception {
    history.message(
        Messages.in("d1", "x1", "2021-05-04T13:37:05.250Z")
            .text("newest")
            .edited("2021-05-04T13:38:00Z", "oldest")
            .edited("2021-05-04T13:39:00.001Z", "middle")
            .reaction("bob-id", "\uD83D\uDC4D", "2021-05-04T13:40:00Z")
            .done());
    history.message(
        Messages.in("d1", "x2", "2021-05-04T14:00:00Z")
            .by("bob-id")
            .answering("x1")
            .body(new MessageBody.FileBody(null))
            .with(history.content("photo.jpg", "image/jpeg", Samples.bytes("jpeg bytes")))
            .done());
    try (Prosody server = Prosody.in(folder)) {
      server.importFolder(deliver("import", Map.of("media-url", "https://files.test/m/")));
      server.account("alice", "secret");
      server.start();

      try (Reader alice = Reader.login(server, "alice", "secret")) {
        List<Reader.Got> all = alice.direct("bob.b@chat.test");
        List<Reader.Got> last = all.subList(direct.size(), all.size());
        assertThat(last.stream().map(Reader.Got::text).limit(3))
            .containsExactly("oldest", "middle", "newest");
        assertThat(last.stream().map(g -> Instant.ofEpochMilli(g.millis()).toString()))
            .containsExactly(
                "2021-05-04T13:37:05.250Z",
                "2021-05-04T13:38:00Z",
                "2021-05-04T13:39:00.001Z",
                "2021-05-04T13:40:00Z",
                "2021-05-04T14:00:00Z");
        assertThat(last.get(1).message().toXML().toString())
            .contains("urn:xmpp:message-correct:0")
            .contains(last.get(0).key());
        assertThat(last.get(3).author()).isEqualTo("bob.b@chat.test");
        assertThat(last.get(3).message().toXML().toString())
            .contains("urn:xmpp:reactions:0")
            .contains("\uD83D\uDC4D")
            .contains(last.get(0).key());
        assertThat(last.get(4).text()).startsWith("https://files.test/m/").endsWith(".jpg");
        assertThat(last.get(4).has("x", "jabber:x:oob")).isTrue();
        assertThat(last.get(4).message().toXML().toString())
            .contains("urn:xmpp:reply:0")
            .contains("urn:xmpp:sfs:0");
      }
    }
  }

  private String roomAddress() {
    return "ete-x-a-1-os-execute-touch-pwned-"
        + app.afterglow.importer.plain.Digests.base32(10, "xmpp-room", "r1")
            .toLowerCase(java.util.Locale.ROOT)
        + "@"
        + Prosody.ROOMS;
  }

  private static void assertSame(List<Reader.Got> got, List<Message> said) {
    Map<String, String> addresses =
        Map.of(
            "alice-id", "alice@chat.test",
            "bob-id", "bob.b@chat.test",
            "carol-id", "carol@chat.test");
    assertThat(got.stream().map(Reader.Got::text))
        .containsExactlyElementsOf(said.stream().map(m -> m.body().text()).toList());
    assertThat(got.stream().map(Reader.Got::author))
        .containsExactlyElementsOf(
            said.stream().map(m -> addresses.getOrDefault(m.senderId(), "?")).toList());
    assertThat(got.stream().map(Reader.Got::millis))
        .containsExactlyElementsOf(said.stream().map(m -> m.sentAt().toEpochMilli()).toList());
    assertThat(got.stream().map(Reader.Got::key)).doesNotHaveDuplicates();
  }

  private Path deliver(String name, Map<String, String> more) throws Exception {
    Path output = folder.resolve(name);
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("host", Prosody.HOST);
    options.put("muc-host", Prosody.ROOMS);
    ImportRequest request = Samples.request(output, options);
    ImportReport report = Import.run(Import.target("xmpp"), history, request, Progress.SILENT);
    assertThat(report.written()).containsExactly(output);
    return output;
  }
}
