package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.exporter.wickr.crypto.PasswordKdf;
import app.afterglow.exporter.wickr.crypto.PasswordProtected;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database, several accounts: every message of each is carried, or said to be sealed. */
class SeveralAccountsTest {

  private static final byte[] OTHER_KEY = new byte[32];

  static {
    Arrays.fill(OTHER_KEY, (byte) 5);
  }

  @TempDir Path folder;

  @Test
  void desktopCarriesMessagesOfAllAndMarksAllAsTheUser() throws Exception {
    try (TestStore store = TestStore.usual(folder)) {
      store.sql("INSERT INTO Wickr_Account VALUES(2, 'friend')");
      store.message("m1", 1, TestStore.ME, 1_620_135_425L, 1000, "of the first", null);
      store.message("m2", 1, TestStore.FRIEND, 1_620_135_426L, 1000, "of the second", null);

      try (Source source = store.open()) {
        Reading reading = Reading.of(source);

        assertThat(source.account().name()).isEqualTo("me");
        assertThat(reading.messages())
            .extracting(message -> message.body().text())
            .containsExactly("of the first", "of the second");
        assertThat(reading.people()).filteredOn(Person::self).hasSize(2);
        assertSecondAccount(reading, "friend");
      }
    }
  }

  @Test
  void iosReadsAllThatOnePasswordOpens() throws Exception {
    try (CoreDataStore store = twoAccounts("pass", "pass");
        Credentials password = Credentials.ofPassword(Samples.utf8("pass"));
        Source source = store.open(password)) {
      Reading reading = Reading.of(source);

      assertThat(source.account().name()).isEqualTo("me");
      assertThat(reading.message("m1").body().text()).isEqualTo("of the first");
      assertThat(reading.message("m2").body().text()).isEqualTo("of the second");
      assertThat(reading.people())
          .filteredOn(Person::self)
          .extracting(Person::name)
          .containsExactlyInAnyOrder("me", "other me");
      assertThat(reading.allLosses()).extracting(Loss::reason).doesNotContain("text-unreadable");
      assertSecondAccount(reading, "other me");
    }
  }

  @Test
  void iosKeepsSealedWhatAnotherPasswordOpensAndSaysSo() throws Exception {
    for (String given : new String[] {"one", "two"}) {
      try (CoreDataStore store = twoAccounts("one", "two");
          Credentials password = Credentials.ofPassword(Samples.utf8(given));
          Source source = store.open(password)) {
        Reading reading = Reading.of(source);
        boolean first = given.equals("one");
        String read = first ? "m1" : "m2";
        String sealed = first ? "m2" : "m1";

        assertThat(source.account().name()).isEqualTo(first ? "me" : "other me");
        assertThat(source.messageCount()).isEqualTo(2);
        assertThat(reading.message(read).body().text()).startsWith("of the");
        assertThat(reading.message(sealed).body().text()).isNull();
        assertThat(reading.message(sealed).raw()).containsKey("ZBODY");
        assertThat(reading.allLosses())
            .filteredOn(loss -> loss.reason().equals("text-unreadable"))
            .extracting(Loss::id)
            .contains(sealed)
            .doesNotContain(read);
        assertSecondAccount(reading, "account");
      }
      deleteStore();
    }
  }

  private static void assertSecondAccount(Reading reading, String id) {
    assertThat(reading.allLosses())
        .filteredOn(loss -> loss.reason().equals("second-account"))
        .extracting(Loss::id)
        .containsExactly(id);
  }

  private void deleteStore() throws Exception {
    java.nio.file.Files.delete(folder.resolve(IosLayout.DATABASE));
  }

  /** The first account's key is the store's own. */
  private CoreDataStore twoAccounts(String first, String second) throws Exception {
    CoreDataStore store = CoreDataStore.usual(folder);
    store.sql("UPDATE ZSECEX_ACCOUNT SET ZPT = ?", (Object) underPassword(first, store.key()));
    store.sql(
        "INSERT INTO ZSECEX_ACCOUNT VALUES(2, ?, ?)",
        sealed("other me"),
        underPassword(second, OTHER_KEY));
    store.sql(
        "INSERT INTO ZSECEX_USER VALUES(9, 21, 'hash-other-me', ?, NULL)", sealed("other me"));
    store.message(1, "m1", 641_828_225L, 1000, store.sealed("of the first"));
    store.message(2, "m2", 641_828_226L, 1000, sealed("of the second"));
    return store;
  }

  private static byte[] sealed(String text) {
    return CipherResult.seal(OTHER_KEY, new byte[12], text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] underPassword(String password, byte[] key) throws Exception {
    try (Secret secret = Samples.utf8(password);
        Secret content = Secret.copyOf(key)) {
      return PasswordProtected.seal(
          PasswordKdf.SCRYPT_17, secret, new byte[PasswordKdf.SALT_LENGTH], new byte[12], content);
    }
  }
}
