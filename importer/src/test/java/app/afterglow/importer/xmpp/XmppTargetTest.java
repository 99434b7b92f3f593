package app.afterglow.importer.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.IdentityMap;
import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.Histories;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.importer.plain.Scratch;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class XmppTargetTest {

  @TempDir Path folder;

  @Test
  void writesAnAccountForTheOwnerAndRoomsForTheRest() throws IOException {
    ImportReport report = deliver(Samples.everyKind(), folder.resolve("out"), Map.of());

    Pie pie = Pie.read(folder.resolve("out"));
    assertThat(pie.archives.keySet()).containsExactly("alice@example.org");
    assertThat(pie.archive("alice@example.org").stream().map(Pie.Entry::text))
        .containsExactly("[identity verification]", "happy new year");
    assertThat(report.balance().messages().carried()).isEqualTo(19);
    assertThat(report.balance().attachments().lost()).isEqualTo(5);
    assertThat(report.losses().stream().filter(l -> !l.partial()).map(Loss::reason))
        .containsExactlyInAnyOrder(
            "no-media-url",
            "no-media-url",
            "no-media-url",
            "attachment-missing",
            "attachment-damaged");
    assertThat(files(folder.resolve("out/prosody/conference%2eexample%2eorg/config"))).hasSize(2);
    assertThat(files(folder.resolve("out/prosody/conference%2eexample%2eorg/muc_log"))).hasSize(2);
  }

  @Test
  void writesEachFileOnceUnderItsHash() throws IOException {
    ImportReport report =
        deliver(
            Samples.everyKind(),
            folder.resolve("out"),
            Map.of("media-url", "https://files.example.org/m"));

    assertThat(report.balance().attachments().carried()).isEqualTo(3);
    assertThat(files(folder.resolve("out/media")))
        .hasSize(2)
        .allMatch(n -> n.matches("[0-9a-f]{64}\\.(jpg|txt)"));
  }

  @Test
  void givesBothSidesTheSameMessages() throws IOException {
    deliver(Samples.everyKind(), folder.resolve("out"), Map.of("accounts", "everybody"));

    Pie pie = Pie.read(folder.resolve("out"));
    assertThat(pie.archives.keySet())
        .containsExactlyInAnyOrder("alice@example.org", "bob.b@example.org", "carol@example.org");
    assertThat(pie.archive("bob.b@example.org").stream().map(Pie.Entry::id))
        .containsExactlyElementsOf(
            pie.archive("alice@example.org").stream().map(Pie.Entry::id).toList());
  }

  @Test
  void writesTheSameTwice() throws IOException {
    deliver(Samples.everyKind(), folder.resolve("one"), Map.of("accounts", "everybody"));
    deliver(Samples.everyKind(), folder.resolve("two"), Map.of("accounts", "everybody"));

    try (Stream<Path> all = Files.walk(folder.resolve("one"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path same = folder.resolve("two").resolve(folder.resolve("one").relativize(file));
        assertThat(same).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void ordersTheMessagesOfSeveralConversationsByTime() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", null, true)
            .person("bob-id", "bob", null, false)
            .person("carol-id", "carol", null, false)
            .conversation("b", Conversation.Kind.DIRECT, null, "alice-id", "bob-id")
            .conversation("c", Conversation.Kind.DIRECT, null, "alice-id", "carol-id");
    history
        .message(Messages.in("b", "1", "2021-01-01T00:00:00.001Z").text("first").done())
        .message(Messages.in("b", "2", "2021-01-03T00:00:00Z").text("third").done())
        .message(Messages.in("c", "1", "2021-01-02T00:00:00Z").text("second").done());

    deliver(history, folder.resolve("out"), Map.of());

    assertThat(Pie.read(folder.resolve("out")).archive("alice@example.org"))
        .extracting(Pie.Entry::text)
        .containsExactly("first", "second", "third");
  }

  @Test
  void keepsHostileContentInItsPlace() throws IOException {
    ImportReport report =
        deliver(
            Samples.hostile(),
            folder.resolve("out"),
            Map.of("accounts", "everybody", "media-url", "https://files.example.org"));

    Pie.read(folder.resolve("out"));
    assertThat(report.losses().stream().map(Loss::reason)).contains("text-repaired");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile))
          .allMatch(p -> p.startsWith(folder.resolve("out")));
    }
  }

  @Property(tries = 60)
  void accountsForAnyHistory(@ForAll long seed) throws IOException {
    Scratch.with(
        scratch -> {
          ImportReport report =
              deliver(Histories.of(seed), scratch.resolve("out"), Map.of("accounts", "everybody"));

          Pie.read(scratch.resolve("out"));
          assertThat(report.balance().addsUp()).isTrue();
        });
  }

  @Test
  void usesTheMapOfPeople() throws IOException {
    Path map = folder.resolve("people.csv");
    Files.writeString(map, "person,target\nbob-id,Robert@elsewhere.example\nalice-id,a.lice\n");

    Import.run(
        Import.target("xmpp"),
        Samples.everyKind(),
        request(folder.resolve("out"), Map.of("host", "example.org"), map),
        Progress.SILENT);

    Pie pie = Pie.read(folder.resolve("out"));
    assertThat(pie.archives.keySet()).containsExactly("a.lice@example.org");
    assertThat(pie.archive("a.lice@example.org").getLast().from())
        .isEqualTo("robert@elsewhere.example");
    Set<String> contacts = new HashSet<>();
    for (Element query : Pie.named(pie.user("a.lice@example.org"), "query")) {
      Pie.named(query, "item").forEach(i -> contacts.add(i.getAttribute("jid")));
    }
    assertThat(contacts).containsExactlyInAnyOrder("robert@elsewhere.example", "carol@example.org");
  }

  @Test
  void suggestsAMapInADryRunAndWritesNothingElse() throws IOException {
    Path map = folder.resolve("people.csv");
    ImportRequest request = request(folder.resolve("out"), Map.of("host", "example.org"), map);
    ImportRequest dry =
        new ImportRequest(
            request.output(),
            request.selection(),
            ImportRequest.Mode.DRY_RUN,
            request.zone(),
            request.locale(),
            request.options(),
            map);

    ImportReport report =
        Import.run(Import.target("xmpp"), Samples.everyKind(), dry, Progress.SILENT);

    assertThat(files(folder)).containsExactly("people.csv");
    assertThat(IdentityMap.read(map).target("bob-id")).isEqualTo("bob.b@example.org");
    assertThat(report.notes().getFirst()).startsWith("It would write 1 account");
  }

  @Test
  void refusesWhatIsNoDomain() {
    for (String host : List.of("a b", "x\"];os.exit()--", "", "-a", "a/../b", "a'b")) {
      assertThatThrownBy(
              () -> deliver(Samples.everyKind(), folder.resolve("out"), Map.of("host", host)))
          .isInstanceOf(UsageException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAMapWithAddressesThatAreNone() throws IOException {
    Path map = folder.resolve("people.csv");
    Files.writeString(map, "person,target\nbob-id,../../etc\n");

    assertThatThrownBy(
            () ->
                Import.run(
                    Import.target("xmpp"),
                    Samples.everyKind(),
                    request(folder.resolve("out"), Map.of("host", "example.org"), map),
                    Progress.SILENT))
        .isInstanceOf(UsageException.class);
    assertThat(files(folder)).containsExactly("people.csv");
  }

  private static List<String> files(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.map(p -> p.getFileName().toString()).toList();
    }
  }

  private static ImportReport deliver(MemoryHistory history, Path output, Map<String, String> more)
      throws IOException {
    Map<String, String> options = new HashMap<>(Map.of("host", "example.org"));
    options.putAll(more);
    return Import.run(
        Import.target("xmpp"), history, Samples.request(output, options), Progress.SILENT);
  }

  private static ImportRequest request(Path output, Map<String, String> options, Path map) {
    return new ImportRequest(
        output,
        Selection.ALL,
        ImportRequest.Mode.DELIVER,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        options,
        map);
  }
}
