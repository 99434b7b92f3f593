package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.age.X25519Identity;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveVerifierTest {

  private final X25519Identity identity = X25519Identity.generate();
  @TempDir private Path folder;
  private Path file;
  private RepackedZip zip;

  @BeforeEach
  void writeArchive() throws IOException {
    file = folder.resolve("history.zip.age");
    TestHistory.everything().write(file, identity.recipient());
    zip = RepackedZip.of(file, identity);
  }

  /** Verifies what the ZIP has become, in an age file that is all right. */
  private ArchiveInfo verify() throws IOException {
    Path changed = folder.resolve("changed.zip.age");
    zip.write(changed, identity.recipient());
    return ArchiveVerifier.verify(changed, List.of(identity), Progress.SILENT);
  }

  private void assertDamaged(String... words) {
    assertThatThrownBy(this::verify)
        .isInstanceOf(DamagedInputException.class)
        .hasMessageContainingAll(words);
  }

  private static String roomFile() {
    String folder = SafeName.ofConversation("S3a9");
    return "data/messages/" + folder + "/00001.jsonl";
  }

  @Test
  void findsNothingWrongWithWhatTheWriterMakes() throws IOException {
    ArchiveInfo info = ArchiveVerifier.verify(file, List.of(identity), Progress.SILENT);

    assertThat(info.balance()).isEqualTo(TestHistory.everything().balance());
  }

  @Test
  void findsNothingWrongWithARepackedArchive() throws IOException {
    assertThat(verify().losses()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/people.jsonl",
        "data/losses.jsonl",
        "README.txt",
        "index.html",
        "bag-info.txt"
      })
  void findsAChangedFile(String path) {
    zip.edit(path, text -> text + "\n");

    assertDamaged(path);
  }

  @Test
  void findsAFileThatNoManifestNames() {
    zip.put("data/extra.txt", "x");

    assertDamaged("data/extra.txt", "in no manifest");
  }

  @Test
  void findsAFileThatIsMissing() {
    zip.remove(roomFile());

    assertDamaged(roomFile());
  }

  @Test
  void findsAChangedAttachment() {
    String attachment =
        zip.paths().stream().filter(path -> path.startsWith("data/attachments/")).findFirst().get();
    zip.edit(attachment, text -> text + "x");
    zip.sealManifests();

    assertDamaged(attachment, "its hash is not its name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/archive.json",
        "data/conversations.jsonl",
        "data/attachments.jsonl",
        "data/losses.jsonl",
        "data/people.jsonl",
        "bagit.txt",
        "bag-info.txt"
      })
  void refusesAnArchiveWithoutOneOfItsFiles(String path) {
    zip.remove(path);
    zip.sealManifests();

    assertThatThrownBy(this::verify)
        .isInstanceOfAny(DamagedInputException.class, UnsupportedInputException.class);
  }

  private void edit(String path, UnaryOperator<String> change) {
    zip.edit(path, change);
    zip.sealManifests();
  }

  @Test
  void findsMessagesOutOfOrder() {
    edit(roomFile(), text -> text.replaceFirst("05\\.004Z", "05.006Z"));

    assertDamaged(roomFile(), "not after the message before");
  }

  @Test
  void findsAMissingMessage() {
    edit(roomFile(), text -> text.substring(text.indexOf('\n') + 1));

    assertDamaged("data/conversations.jsonl", "messages, but there are");
  }

  @Test
  void findsAMessageOfAnotherConversation() {
    edit(roomFile(), text -> text.replaceFirst("\"S3a9\"", "\"b0b\""));

    assertDamaged(roomFile(), "of another conversation");
  }

  @Test
  void namesFileAndLineOfWhatIsNoJson() {
    edit(roomFile(), text -> text.replaceFirst("\\{\"id\":\"m03\"", "{\"id\":m03"));

    assertDamaged(roomFile(), "Line 3");
  }

  @Test
  void namesFileAndLineOfAMissingField() {
    edit(roomFile(), text -> text.replaceFirst("\"senderId\":\"77c1\",", ""));

    assertDamaged(roomFile(), "Line 1", "senderId: missing");
  }

  @Test
  void findsAFileCutOffInALine() {
    edit("data/people.jsonl", text -> text.substring(0, text.length() - 1));

    assertDamaged("data/people.jsonl", "Line 2", "no line feed");
  }

  @Test
  void findsABalanceThatDoesNotAddUp() {
    edit("data/archive.json", text -> text.replaceFirst("\"found\" : 2", "\"found\" : 3"));

    assertDamaged("data/archive.json", "doesn't add up");
  }

  @Test
  void findsACountThatIsNotTheArchives() {
    edit("data/archive.json", text -> text.replaceFirst("\"losses\" : 4", "\"losses\" : 5"));

    assertDamaged("data/archive.json", "counts");
  }

  @Test
  void findsALossThatIsMissing() {
    edit("data/losses.jsonl", text -> text.substring(text.indexOf('\n') + 1));

    assertDamaged("data/archive.json", "listed as lost");
  }

  @Test
  void findsAttachmentUsesThatAreNotTheMessages() {
    edit("data/attachments.jsonl", text -> text.replaceFirst("plage", "place"));

    assertDamaged("data/attachments.jsonl", "does not list what the messages use");
  }

  @Test
  void findsAnAttachmentThatNobodyUses() {
    String sha256 = Sha256.hex(Sha256.digest().digest(TestHistory.bytes("orphan")));
    zip.put(Layout.attachment(sha256), "orphan");
    zip.sealManifests();

    assertDamaged("data/attachments.jsonl", "contents");
  }

  @Test
  void findsAWrongPayloadOxum() {
    zip.sealManifests();
    zip.edit("bag-info.txt", text -> text.replaceFirst("Oxum: ", "Oxum: 7"));
    zip.sealTagManifest();

    assertDamaged("bag-info.txt", "Payload-Oxum");
  }

  @Test
  void refusesALaterFormatVersion() {
    edit(
        "data/archive.json",
        text -> text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));

    assertThatThrownBy(this::verify)
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("format version 2");
  }

  @Test
  void ignoresFieldsThisVersionDoesNotKnow() throws IOException {
    edit(roomFile(), text -> text.replaceFirst("\\{\"id\"", "{\"mood\":{\"a\":[1]},\"id\""));
    edit("data/archive.json", text -> text.replaceFirst("\\{", "{\"later\":true,"));

    assertThat(verify().formatVersion()).isEqualTo(1);
  }
}
