package app.afterglow.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.model.Conversation;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the logged-out sample before it is exported. */
class StoreContentsTest {

  private static final Path STORE = Path.of("src/test/resources/wickr/windows-loggedout/store");
  private static final String KEY =
      "0038b4e652e44da7f2370d9e260e27136550a4a3a6d07f5c0c332f8b1224083fd2";

  @TempDir Path folder;

  @Test
  void countsWhatAnExportWillFind() throws IOException {
    StoreContents contents = read(STORE, KEY);

    assertThat(contents.messages()).isEqualTo(240);
    assertThat(contents.expired()).isEqualTo(6);
    assertThat(contents.conversations()).hasSize(6);
    assertThat(contents.conversations().stream().mapToLong(ConversationContents::attachments).sum())
        .isPositive();
  }

  @Test
  void namesConversationsWithoutATitleByTheirMembers() throws IOException {
    StoreContents contents = read(STORE, KEY);

    assertThat(contents.conversations())
        .filteredOn(each -> each.conversation().kind() == Conversation.Kind.DIRECT)
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.memberNames()).hasSize(1);
              assertThat(each.name()).isEqualTo(each.memberNames().getFirst());
            });
    assertThat(contents.conversations())
        .extracting(ConversationContents::name)
        .contains("Salle 2 ✓ the");
  }

  @Test
  void saysWhenEachConversationBeganAndEnded() throws IOException {
    assertThat(read(STORE, KEY).conversations())
        .filteredOn(each -> each.messages() > 0)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.firstAt()).isBeforeOrEqualTo(each.lastAt()));
  }

  @Test
  void refusesAWrongKey() {
    assertThatThrownBy(() -> read(STORE, KEY.replace('3', '4')))
        .isInstanceOf(WrongKeyException.class);
  }

  /** A page in the middle is overwritten: the rest is looked at all the same. */
  @Test
  void looksIntoADamagedStoreToo() throws IOException {
    Path copy = copyOf(STORE);
    Path database = copy.resolve("wickr_db.sqlite");
    byte[] bytes = Files.readAllBytes(database);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 64, (byte) 0x5a);
    Files.write(database, bytes);

    StoreContents contents = read(copy, KEY);

    assertThat(contents.messages()).isBetween(1L, 240L);
  }

  private Path copyOf(Path store) throws IOException {
    Path copy = folder.resolve("store");
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(store.relativize(file).toString());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  private static StoreContents read(Path store, String key) throws IOException {
    FoundStore found = StoreFinder.in(store, "wickr").getFirst();
    try (Credentials credentials =
        new Credentials(null, null, null, Secret.owning(key.getBytes(StandardCharsets.US_ASCII)))) {
      return StoreContents.read(found, credentials, Progress.SILENT);
    }
  }
}
