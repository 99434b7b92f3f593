package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.exporter.wickr.crypto.StorageKeys;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys bound to a phone, and keys under a secret of the system's credential store. */
class DeviceKeysTest {

  private static final String ANDROID_ID = "9774d56d682e549c";

  @TempDir Path folder;

  private final Random random = new Random(17);

  @Test
  void opensPhoneThatStaysLoggedInWithItsAndroidId() throws Exception {
    Path store = phone();

    assertReads(store, Credentials.ofDeviceId(ANDROID_ID));
    assertReads(store, Credentials.ofDeviceId(" " + ANDROID_ID.toUpperCase(Locale.ROOT) + "\n"));
    assertThat(StoreFinder.only(store, "wickr").keys().getFirst())
        .isEqualTo(FoundStore.KeyKind.DEVICE_ID);
  }

  @Test
  void saysWhatPhoneThatStaysLoggedInNeeds() throws Exception {
    Path store = phone();

    assertProblem(UsageException.class, "android-id-needed", store, Credentials.none());
    assertProblem(
        UnsupportedInputException.class,
        "no-password-file-phone",
        store,
        Credentials.ofPassword(Samples.utf8("any")));
    assertProblem(
        WrongKeyException.class,
        "wrong-android-id",
        store,
        Credentials.ofDeviceId("0123456789abcdef"));
  }

  /** The sample with its keys bound to a phone instead of a password. */
  private Path phone() throws Exception {
    Path store = Samples.copy("android", folder.resolve("phone"));
    Files.delete(store.resolve("files/sk.wic"));
    byte[] key = bytes(32);
    Files.write(store.resolve("files/kck.wic"), with0(key));
    byte[] inner = seal(key, storageKeys("android"));
    Files.write(store.resolve("files/kcd.wic"), seal(sha256(uuidOf(ANDROID_ID)), inner));
    return store;
  }

  /** RFC 9562, section 5.3: MD5 with the version's and the variant's bits put in. */
  private static byte[] uuidOf(String name) throws Exception {
    byte[] md5 = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.US_ASCII));
    md5[6] = (byte) (md5[6] & 0x0f | 0x30);
    md5[8] = (byte) (md5[8] & 0x3f | 0x80);
    String hex = HexFormat.of().formatHex(md5);
    return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** How a business client may use its secret. */
  enum Use {
    DIRECTLY,
    HASHED,
    HEX_HASHED,
    AROUND_DEVICE_SECRET,
    AROUND_DEVICE_KEY,
    WITH_DEVICE_ID,
    LOCAL_KEY_ALONE
  }

  @ParameterizedTest
  @EnumSource(Use.class)
  void opensBusinessClientsKeysWithTheSystemsSecret(Use use) throws Exception {
    Path store = Samples.copy("windows-loggedout", folder.resolve("Wickr, LLC/AWS Wickr"));
    Files.delete(store.resolve("wickr_db.sqlite.wic"));
    byte[] secret = bytes(32);
    byte[] keys = storageKeys("windows-loggedout");
    byte[] k2 = bytes(32);
    String hex = HexFormat.of().formatHex(secret);
    switch (use) {
      case DIRECTLY -> Files.write(store.resolve("skd.wic"), seal(secret, keys));
      case HASHED -> {
        Files.write(store.resolve("skc.wic"), with0(k2));
        Files.write(store.resolve("skd.wic"), seal(sha256(secret), seal(k2, keys)));
      }
      case HEX_HASHED ->
          Files.write(
              store.resolve("dkd.wic"),
              seal(sha256(hex.getBytes(StandardCharsets.US_ASCII)), keys));
      case AROUND_DEVICE_SECRET -> {
        byte[] deviceSecret = bytes(48);
        Files.write(store.resolve("ds.wic"), seal(secret, deviceSecret));
        Files.write(store.resolve("skd.wic"), seal(sha256(deviceSecret), keys));
      }
      case AROUND_DEVICE_KEY -> {
        byte[] deviceKey = bytes(32);
        Files.write(store.resolve("dkc.wic"), with0(k2));
        Files.write(store.resolve("dkd.wic"), seal(sha256(secret), seal(k2, with0(deviceKey))));
        Files.write(store.resolve("skd.wic"), seal(deviceKey, keys));
      }
      case WITH_DEVICE_ID ->
          Files.write(
              store.resolve("dkd.wic"),
              seal(secret, seal(sha256("S-1-5-21-7".getBytes(StandardCharsets.UTF_8)), keys)));
      case LOCAL_KEY_ALONE ->
          Files.write(store.resolve("dkd.wic"), seal(secret, localKey("windows-loggedout")));
    }

    assertReads(
        store,
        new Credentials(null, "S-1-5-21-7", Samples.utf8(hex.toUpperCase(Locale.ROOT)), null));
    assertThat(StoreFinder.only(store, "wickr").application()).isEqualTo("AWS Wickr");
  }

  @Test
  void saysWhatWasTriedWhereTheSecretOpensNothing() throws Exception {
    Path store = Samples.copy("windows-loggedout", folder.resolve("store"));
    Files.delete(store.resolve("wickr_db.sqlite.wic"));
    Files.write(store.resolve("dkd.wic"), seal(bytes(32), bytes(72)));
    Files.write(store.resolve("ds.wic"), bytes(60));

    AfterglowException problem =
        assertProblem(WrongKeyException.class, "wrong-device-secret", store, secret("ab"));
    assertThat(problem.problem().what(Locale.ENGLISH)).contains("ds.wic, dkd.wic", "SHA-256");
    assertProblem(UsageException.class, "device-secret-form", store, secret("not hex"));
    assertProblem(UsageException.class, "device-secret-form", store, secret("abc"));
    assertProblem(UnsupportedInputException.class, "device-secret", store, Credentials.none());
  }

  @Test
  void saysThatThereIsNothingToOpenWithTheSecret() throws Exception {
    Path store = Samples.copy("android", folder.resolve("store"));

    assertProblem(UnsupportedInputException.class, "no-secret-file", store, secret("abcd"));
  }

  private static Credentials secret(String text) {
    return new Credentials(null, null, Samples.utf8(text), null);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] seal(byte[] key, byte[] plain) {
    return CipherResult.seal(key, bytes(12), plain);
  }

  private static byte[] with0(byte[] key) {
    byte[] serialised = new byte[33];
    System.arraycopy(key, 0, serialised, 1, 32);
    return serialised;
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] localKey(String sample) throws IOException {
    try (Secret hex = Samples.databaseKey(sample)) {
      return HexFormat.of().parseHex(new String(hex.bytes(), StandardCharsets.US_ASCII));
    }
  }

  private byte[] storageKeys(String sample) throws Exception {
    try (CipherKey local = CipherKey.parse(localKey(sample));
        CipherKey remote = CipherKey.ofGcm(bytes(32));
        StorageKeys keys = new StorageKeys(local.copy(), remote.copy());
        Secret serialised = keys.serialise()) {
      return serialised.bytes().clone();
    }
  }

  private static void assertReads(Path store, Credentials credentials) throws IOException {
    FoundStore found = StoreFinder.only(store, "wickr");
    try (credentials;
        Source source = new WickrProvider().open(found, credentials, Progress.SILENT)) {
      assertThat(source.messageCount()).isEqualTo(240);
    }
  }

  private static AfterglowException assertProblem(
      Class<? extends AfterglowException> type, String key, Path store, Credentials credentials)
      throws IOException {
    FoundStore found = StoreFinder.only(store, "wickr");
    try (credentials) {
      AfterglowException thrown =
          catchThrowableOfType(
              AfterglowException.class,
              () -> new WickrProvider().open(found, credentials, Progress.SILENT).close());
      OpeningProblemsTest.assertProblem(type, key, thrown);
      return thrown;
    }
  }
}
