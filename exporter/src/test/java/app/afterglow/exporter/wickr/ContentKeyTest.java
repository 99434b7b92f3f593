package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.PasswordKdf;
import app.afterglow.exporter.wickr.crypto.PasswordProtected;
import app.afterglow.exporter.wickr.crypto.StorageKeys;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form in which the key of an iOS store may stand under the password, and every failure. */
class ContentKeyTest {

  private static final byte[] SALT = new byte[PasswordKdf.SALT_LENGTH];

  @TempDir Path folder;

  private CoreDataStore store;

  @BeforeEach
  void create() throws Exception {
    store = CoreDataStore.usual(folder);
    store.message(1, "m", 641_828_225L, 1000, store.sealed("text"));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void opensKeyOfEveryForm() throws Exception {
    byte[] serialised = new byte[33];
    System.arraycopy(store.key(), 0, serialised, 1, 32);

    for (byte[] form :
        new byte[][] {
          storageKeys(store.key(), new byte[32]),
          storageKeys(new byte[32], store.key()),
          serialised,
          store.key()
        }) {
      seal(form);
      try (Credentials password = Credentials.ofPassword(Samples.utf8("pass"));
          Source source = store.open(password)) {
        assertThat(Reading.of(source).message("m").body().text()).isEqualTo("text");
      }
    }
  }

  @Test
  void opensTheAccountOfSeveralThatThePasswordIsOf() throws Exception {
    seal(store.key());
    store.sql("UPDATE ZSECEX_ACCOUNT SET Z_PK = 2");
    store.sql("INSERT INTO ZSECEX_ACCOUNT VALUES(1, NULL, zeroblob(118))");

    try (Credentials password = Credentials.ofPassword(Samples.utf8("pass"));
        Source source = store.open(password)) {
      assertThat(source.messageCount()).isEqualTo(1);
    }
  }

  @Test
  void saysWhatIsWrongWithPasswordOrKey() throws Exception {
    assertProblem(UnsupportedInputException.class, "no-content-key", password("pass"));
    seal(store.key());
    assertProblem(UsageException.class, "password-needed", Credentials.none());
    assertProblem(WrongKeyException.class, "wrong-password", password("Pass"));
    assertProblem(
        WrongKeyException.class,
        "wrong-content-key",
        new Credentials(null, null, null, Secret.owning(new byte[32])));
    seal(new byte[32]);
    assertProblem(UnsupportedInputException.class, "content-key-fits-nothing", password("pass"));
    seal(new byte[50]);
    assertProblem(UnsupportedInputException.class, "storage-keys", password("pass"));
    store.sql("UPDATE ZSECEX_ACCOUNT SET ZPT = x'0102'");
    assertProblem(DamagedInputException.class, "key-file", password("pass"));
  }

  private static Credentials password(String text) {
    return Credentials.ofPassword(Samples.utf8(text));
  }

  private void seal(byte[] plain) throws Exception {
    try (Secret password = Samples.utf8("pass");
        Secret content = Secret.copyOf(plain)) {
      byte[] sealed =
          PasswordProtected.seal(PasswordKdf.SCRYPT_17, password, SALT, new byte[12], content);
      store.sql("UPDATE ZSECEX_ACCOUNT SET ZPT = ?", (Object) sealed);
    }
  }

  private static byte[] storageKeys(byte[] local, byte[] remote) {
    try (StorageKeys keys = new StorageKeys(CipherKey.ofGcm(local), CipherKey.ofGcm(remote));
        Secret serialised = keys.serialise()) {
      return serialised.bytes().clone();
    }
  }

  private void assertProblem(
      Class<? extends AfterglowException> type, String key, Credentials credentials) {
    try (credentials) {
      OpeningProblemsTest.assertProblem(
          type,
          key,
          catchThrowableOfType(AfterglowException.class, () -> store.open(credentials).close()));
    }
  }
}
