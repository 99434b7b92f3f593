package app.afterglow.importer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.Golden;
import app.afterglow.importer.plain.Histories;
import app.afterglow.importer.plain.MailReader;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.importer.plain.Scratch;
import app.afterglow.importer.plain.Texts;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTargetTest {

  private static final Set<String> HEADERS =
      Set.of(
          "Date",
          "From",
          "To",
          "Message-ID",
          "In-Reply-To",
          "References",
          "Subject",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "Expires",
          "X-Afterglow-Conversation",
          "X-Afterglow-Message",
          "X-Afterglow-Kind",
          "X-Afterglow-Sent");

  @TempDir Path folder;

  @Test
  void writesEveryKindAsTheGoldenFilesSay() throws IOException {
    Path mbox = folder.resolve("mails.mbox");

    ImportReport report = deliver(Samples.everyKind(), Samples.request(mbox, Map.of()));

    Golden.assertSame("mail/every-kind.mbox", Files.readString(mbox));
    assertThat(report.written()).containsExactly(mbox);
    assertThat(report.balance().messages().carried()).isEqualTo(19);
  }

  @Test
  void writesTheSameMailsInBothForms() throws IOException {
    deliver(Samples.everyKind(), Samples.request(folder.resolve("m"), Map.of()));
    deliver(Samples.everyKind(), Samples.request(folder.resolve("e"), Map.of("form", "eml")));

    List<String> single = new ArrayList<>();
    for (byte[] mail : MboxReader.read(Files.readAllBytes(folder.resolve("m")))) {
      single.add(new String(mail, StandardCharsets.UTF_8));
    }
    Map<String, byte[]> files = Golden.files(folder.resolve("e"));
    assertThat(files)
        .containsKey("\u00C9t\u00E9 & plans/2021-05/2021-05-04 15-37-05 000001.eml")
        .hasSize(19);
    assertThat(files.values().stream().map(b -> new String(b, StandardCharsets.UTF_8)))
        .containsExactlyInAnyOrderElementsOf(single);
  }

  @Test
  void namesPeopleAndAnswersByTheirIds() throws IOException {
    Path mbox = folder.resolve("mails.mbox");

    deliver(Samples.everyKind(), Samples.request(mbox, Map.of("domain", "example.org")));

    List<byte[]> mails = MboxReader.read(Files.readAllBytes(mbox));
    MailReader second = MailReader.read(mails.get(1), HEADERS);
    MailReader third = MailReader.read(mails.get(2), HEADERS);
    Mailbox sender = third.message.getFrom().get(0);
    assertThat(sender.getAddress()).isEqualTo("bob.b@example.org");
    assertThat(third.message.getTo().flatten().get(0).getName())
        .isEqualTo("Alice \u00DCn\u00EFcode");
    assertThat(third.message.getSubject()).isEqualTo("\u00C9t\u00E9 & plans");
    assertThat(third.message.getMessageId()).startsWith("<m03.");
    assertThat(third.headers().get("In-Reply-To")).endsWith(second.message.getMessageId());
    assertThat(third.headers().get("Date")).endsWith("Tue, 4 May 2021 15:37:05 +0200");
  }

  @Test
  void usesAddressesThatPeopleHave() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice@corp.example", null, true)
            .conversation("c", Conversation.Kind.ROOM, "Room", "alice-id")
            .message(Messages.in("c", "m", "2021-01-01T00:00:00Z").done());
    Path mbox = folder.resolve("mails.mbox");

    deliver(history, Samples.request(mbox, Map.of()));

    MailReader mail =
        MailReader.read(MboxReader.read(Files.readAllBytes(mbox)).getFirst(), HEADERS);
    assertThat(mail.message.getFrom().get(0).getAddress()).isEqualTo("alice@corp.example");
    assertThat(mail.headers().get("To")).contains("undisclosed-recipients:;");
  }

  @ParameterizedTest
  @CsvSource({"mbox", "eml"})
  void keepsHostileContentInItsPlace(String form) throws IOException {
    check(Samples.hostile(), folder.resolve("hostile"), form);
  }

  @Test
  void quotesLinesThatLookLikeAMailsBeginning() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MboxrdOutputStream mbox = new MboxrdOutputStream(out);

    mbox.separator("From a@b Tue May  4 13:37:05 2021");
    mbox.write(
        "From \r\n>From x\r\nFro\r\n>>Frm\r\n\r\n>\rFrom y\n".getBytes(StandardCharsets.UTF_8));
    mbox.endMail();
    mbox.finish();

    assertThat(out.toString(StandardCharsets.UTF_8).split("\n", -1))
        .containsExactly(
            "From a@b Tue May  4 13:37:05 2021",
            ">From ",
            ">>From x",
            "Fro",
            ">>Frm",
            "",
            ">\rFrom y",
            "",
            "");
  }

  @ParameterizedTest
  @CsvSource({"form, maildir", "domain, a b", "domain, 'x@y'"})
  void refusesOtherWords(String option, String value) {
    ImportRequest request = Samples.request(folder.resolve("x"), Map.of(option, value));

    assertThatThrownBy(() -> deliver(Samples.everyKind(), request))
        .isInstanceOf(UsageException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"mbox", "eml"})
  void saysInADryRunWhatADeliveryWouldSay(String form) throws IOException {
    MemoryHistory history = Samples.hostile();
    ImportRequest request = Samples.request(folder.resolve("dry"), Map.of("form", form));

    ImportReport dry = deliver(history, Samples.dryRun(request));
    assertThat(folder).isEmptyDirectory();
    assertThat(history.reads()).isLessThanOrEqualTo(history.contents());

    assertThat(dry).isEqualTo(deliver(history, request));
  }

  @Test
  void writesTheSameBytesTwice() throws IOException {
    deliver(Samples.hostile(), Samples.request(folder.resolve("1"), Map.of()));
    deliver(Samples.hostile(), Samples.request(folder.resolve("2"), Map.of()));

    assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
  }

  @Property(tries = 40)
  void carriesAnyHistory(@ForAll long seed) throws IOException {
    Scratch.with(
        scratch ->
            check(Histories.of(seed), scratch.resolve("any"), seed % 2 == 0 ? "mbox" : "eml"));
  }

  private static void check(MemoryHistory history, Path output, String form) throws IOException {
    deliver(history, Samples.request(output, Map.of("form", form)));

    List<Message> said = history.everythingSaid();
    List<byte[]> mails =
        form.equals("mbox")
            ? MboxReader.read(Files.readAllBytes(output))
            : List.copyOf(Golden.files(output).values());
    assertThat(mails).hasSameSizeAs(said);
    List<MailReader> read = new ArrayList<>();
    for (byte[] mail : mails) {
      read.add(MailReader.read(mail, HEADERS));
    }
    assertThat(read.stream().map(m -> m.message.getMessageId())).doesNotHaveDuplicates();
    if (form.equals("mbox")) {
      for (int i = 0; i < said.size(); i++) {
        compare(said.get(i), read.get(i));
      }
    }
  }

  private static void compare(Message message, MailReader mail) {
    assertThat(mail.message.getDate().toInstant())
        .isEqualTo(message.sentAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    if (message.body().text() != null) {
      assertThat(mail.text).contains(Texts.lines(message.body().text()));
    }
    List<Attachment> present =
        message.attachments().stream()
            .filter(a -> a.status() == Attachment.Status.PRESENT)
            .toList();
    assertThat(mail.files).hasSameSizeAs(present);
    for (int i = 0; i < present.size(); i++) {
      assertThat(mail.files.get(i).content()).hasSize((int) present.get(i).size());
      assertThat(mail.files.get(i).name()).isNotBlank().doesNotContain("/", "\\", "\r", "\n");
    }
  }

  private static ImportReport deliver(MemoryHistory history, ImportRequest request)
      throws IOException {
    return Import.run(new MailTargetProvider(), history, request, Progress.SILENT);
  }
}
