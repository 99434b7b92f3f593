package app.afterglow.importer.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.plain.Golden;
import app.afterglow.importer.plain.Histories;
import app.afterglow.importer.plain.MemoryHistory;
import app.afterglow.importer.plain.Messages;
import app.afterglow.importer.plain.Samples;
import app.afterglow.importer.plain.Scratch;
import app.afterglow.model.Attachment;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppTargetTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"android, dmy", "ios, mdy"})
  void writesEveryKindAsTheGoldenFilesSay(String phone, String dates) throws IOException {
    Path output = folder.resolve("chats");
    Map<String, String> options = Map.of("form", "folder", "phone", phone, "dates", dates);

    ImportReport report = deliver(Samples.everyKind(), Samples.request(output, options));

    Golden.assertSame("whatsapp/every-kind-" + phone + ".txt", Golden.text(Golden.files(output)));
    assertThat(report.balance().messages().carried()).isEqualTo(19);
  }

  @Test
  void writesAZipForEachConversation() throws IOException {
    deliver(Samples.everyKind(), Samples.request(folder.resolve("zips"), Map.of()));
    Map<String, String> options = Map.of("form", "folder");
    deliver(Samples.everyKind(), Samples.request(folder.resolve("folders"), options));

    Map<String, byte[]> unzipped = new TreeMap<>();
    for (Map.Entry<String, byte[]> zip : Golden.files(folder.resolve("zips")).entrySet()) {
      String name = zip.getKey().substring(0, zip.getKey().length() - 4);
      unzip(zip.getValue()).forEach((entry, bytes) -> unzipped.put(name + "/" + entry, bytes));
    }
    assertThat(Golden.text(unzipped))
        .isEqualTo(Golden.text(Golden.files(folder.resolve("folders"))));
  }

  @Test
  void namesFilesAsTelegramOnAnIphoneExpects() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", null, true)
            .conversation("c", Conversation.Kind.ROOM, "Files", "alice-id");
    history.message(
        Messages.in("c", "1", "2021-05-04T13:37:05Z")
            .with(history.content("a.JPG", "image/jpeg", new byte[] {1}))
            .with(history.content(null, "video/mp4", new byte[] {2}))
            .with(history.content("say.opus", "audio/opus", new byte[] {3}))
            .with(history.content("report.pdf", "application/pdf", new byte[] {4}))
            .done());

    ImportReport report =
        deliver(
            history,
            Samples.request(folder.resolve("x"), Map.of("form", "folder", "phone", "ios")));

    assertThat(Golden.files(folder.resolve("x")))
        .containsOnlyKeys(
            "WhatsApp Chat - Files/_chat.txt",
            "WhatsApp Chat - Files/00000001-PHOTO-2021-05-04-15-37-05.JPG",
            "WhatsApp Chat - Files/00000002-VIDEO-2021-05-04-15-37-05.mp4",
            "WhatsApp Chat - Files/00000003-AUDIO-2021-05-04-15-37-05.opus",
            "WhatsApp Chat - Files/00000004-report.pdf");
    assertThat(report.losses().stream().map(Loss::reason)).contains("attachment-renamed");
  }

  @Test
  void makesUpNamesAsAndroidDoes() throws IOException {
    MemoryHistory history =
        new MemoryHistory()
            .person("alice-id", "alice", null, true)
            .conversation("c", Conversation.Kind.ROOM, "Files", "alice-id");
    Attachment photo = history.content(null, "image/jpeg", new byte[] {1});
    history
        .message(Messages.in("c", "1", "2021-05-04T13:37:05Z").with(photo).with(photo).done())
        .message(Messages.in("c", "2", "2021-05-05T13:37:05Z").with(photo).done());

    deliver(history, Samples.request(folder.resolve("x"), Map.of("form", "folder")));

    assertThat(Golden.files(folder.resolve("x")))
        .containsOnlyKeys(
            "WhatsApp Chat with Files/WhatsApp Chat with Files.txt",
            "WhatsApp Chat with Files/IMG-20210504-WA0001.jpg",
            "WhatsApp Chat with Files/IMG-20210504-WA0002.jpg",
            "WhatsApp Chat with Files/IMG-20210505-WA0001.jpg");
  }

  @ParameterizedTest
  @CsvSource({"android", "ios"})
  void letsNobodyForgeAnEntryOrAFile(String phone) throws IOException {
    check(Samples.hostile(), folder.resolve("hostile"), phone);
  }

  @ParameterizedTest
  @CsvSource({"form, tar", "phone, nokia", "dates, dym"})
  void refusesOtherWords(String option, String value) {
    ImportRequest request = Samples.request(folder.resolve("x"), Map.of(option, value));

    assertThatThrownBy(() -> deliver(Samples.everyKind(), request))
        .isInstanceOf(UsageException.class);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void listsPeopleWhoAreInNoConversation() throws IOException {
    MemoryHistory history = Samples.everyKind().person("dora-id", "dora", null, false);

    ImportReport report = deliver(history, Samples.request(folder.resolve("x"), Map.of()));

    assertThat(report.balance().people().lost()).isEqualTo(1);
    assertThat(report.losses())
        .anyMatch(
            l -> l.id().equals("dora-id") && l.reason().equals("person-without-conversation"));
  }

  @Test
  void saysInADryRunWhatADeliveryWouldSay() throws IOException {
    MemoryHistory history = Samples.hostile();
    ImportRequest request = Samples.request(folder.resolve("dry"), Map.of());

    ImportReport dry = deliver(history, Samples.dryRun(request));
    assertThat(folder).isEmptyDirectory();

    assertThat(dry).isEqualTo(deliver(history, request));
  }

  @Property(tries = 60)
  void carriesAnyHistory(@ForAll long seed) throws IOException {
    Scratch.with(
        scratch ->
            check(Histories.of(seed), scratch.resolve("any"), seed % 2 == 0 ? "ios" : "android"));
  }

  private static void check(MemoryHistory history, Path output, String phone) throws IOException {
    boolean ios = phone.equals("ios");

    deliver(history, Samples.request(output, Map.of("phone", phone)));

    List<ChatFile.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> zip : Golden.files(output).entrySet()) {
      entries.addAll(readZip(unzip(zip.getValue()), ios));
    }
    List<Message> said = history.everythingSaid();
    long notices = history.conversations().size() * 4L;
    long expected = said.stream().mapToLong(m -> Math.max(1, m.attachments().size())).sum();
    assertThat(entries).hasSize((int) (expected + notices));
    assertThat(entries.stream().filter(e -> e.file() != null))
        .hasSize(
            (int)
                said.stream()
                    .flatMap(m -> m.attachments().stream())
                    .filter(a -> a.status() == Attachment.Status.PRESENT)
                    .count());
  }

  private static List<ChatFile.Entry> readZip(Map<String, byte[]> files, boolean ios) {
    Set<String> named = new HashSet<>();
    List<ChatFile.Entry> entries = List.of();
    String text = "";
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean main =
          ios
              ? file.getKey().equals("_chat.txt")
              : file.getKey().matches("WhatsApp Chat with .*\\.txt");
      if (main && text.isEmpty()) {
        text = file.getKey();
        String whole = new String(file.getValue(), StandardCharsets.UTF_8);
        assertThat(whole).endsWith("\n");
        entries = ChatFile.read(whole.substring(0, whole.length() - 1), ios);
      }
    }
    for (ChatFile.Entry entry : entries) {
      if (entry.file() != null) {
        assertThat(files).containsKey(entry.file());
        assertThat(named.add(entry.file())).isTrue();
      }
    }
    assertThat(files).hasSize(named.size() + 1);
    return entries;
  }

  private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
    Map<String, byte[]> files = new java.util.LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entry.getName()).doesNotContain("/", "\\");
        assertThat(files.put(entry.getName(), in.readAllBytes())).isNull();
      }
    }
    return files;
  }

  private static ImportReport deliver(MemoryHistory history, ImportRequest request)
      throws IOException {
    return Import.run(new WhatsAppTargetProvider(), history, request, Progress.SILENT);
  }
}
