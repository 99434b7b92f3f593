package app.afterglow.exporter.wickr.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import app.afterglow.exporter.wickr.payload.WireMessage;
import app.afterglow.secret.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the vendor's own library answered, case by case. Cases that take more than 256 MiB for their
 * scrypt are {@link CostlyScryptTest}'s.
 */
class WickrCryptoVectorsTest {

  private static final Path FILE = Path.of("src/test/resources/wickr/wickr-crypto.json");

  @TempDir Path folder;

  static Stream<JsonNode> cases() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(FILE.toFile()).get("cases");
    assertThat(cases).hasSize(145);
    return StreamSupport.stream(cases.spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> answersAsTheVendorsLibrary() throws IOException {
    return cases()
        .filter(vector -> vector.path("kdf_id").asInt(0) < 3 || vector.path("kdf_id").asInt(0) > 4)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    text(vector, "id") + " " + text(vector, "name"), () -> replay(vector)));
  }

  private void replay(JsonNode vector) throws Exception {
    switch (text(vector, "kind")) {
      case "kdf" -> kdf(vector);
      case "cipher" -> cipher(vector);
      case "cipher-negative" ->
          assertRefused(
              () -> CipherResult.open(hex(vector, "key_hex"), hex(vector, "serialized_hex")));
      case "storage-keys" -> storageKeys(vector);
      case "storage-keys-negative" -> assertRefused(() -> parseKeys(hex(vector, "serialized_hex")));
      case "password-export" -> passwordExport(vector);
      case "password-export-negative" -> passwordExportNegative(vector);
      case "device-info" ->
          assertThat(sha256(text(vector, "system_id_utf8").getBytes(StandardCharsets.UTF_8)))
              .isEqualTo(hex(vector, "system_salt_hex"));
      case "root-keys-localize" -> rootKeys(vector);
      case "context-export" -> contextExport(vector);
      case "recovery" -> recovery(vector);
      case "local-cipher" -> localCipher(vector);
      case "device-bound" -> deviceBound(vector);
      case "device-bound-negative" ->
          assertRefused(
              () -> DeviceBound.openOuter(hex(vector, "skd_hex"), text(vector, "system_id_utf8")));
      case "file" -> file(vector);
      case "file-negative" -> fileNegative(vector);
      default -> fail("a kind of case that nobody replays: " + vector);
    }
  }

  /** Only scrypt is for passwords: bcrypt and HKDF ids are refused, as the library does it. */
  private static void kdf(JsonNode vector) throws NotAuthenticException {
    byte id = (byte) vector.get("kdf_id").intValue();
    if (id > 4) {
      assertRefused(() -> PasswordKdf.of(id));
      return;
    }
    try (Secret password = Secret.owning(hex(vector, "password_hex"));
        Secret key = PasswordKdf.of(id).derive(password, hex(vector, "salt_hex"))) {
      assertThat(key.bytes()).isEqualTo(hex(vector, "output_hex"));
    }
  }

  private static void cipher(JsonNode vector) throws NotAuthenticException {
    byte[] key = hex(vector, "key_hex");
    byte[] serialised = hex(vector, "serialized_hex");
    if (vector.get("cipher_id").intValue() != CipherResult.GCM) {
      assertRefused(() -> CipherResult.open(key, serialised));
      assertRefused(() -> CipherKey.parse(hex(vector, "serialized_key_hex")));
      return;
    }
    byte[] plain = hex(vector, "plaintext_hex");
    assertThat(CipherResult.open(key, serialised)).isEqualTo(plain);
    assertThat(CipherResult.seal(key, hex(vector, "nonce_hex"), plain)).isEqualTo(serialised);
  }

  private static void storageKeys(JsonNode vector) throws NotAuthenticException {
    try (StorageKeys keys = parseKeys(hex(vector, "serialized_hex"));
        Secret again = keys.serialise()) {
      assertThat(keys.local().serialised().bytes())
          .isEqualTo(hex(vector, "serialized_local_key_hex"));
      assertThat(keys.remote().serialised().bytes())
          .isEqualTo(hex(vector, "serialized_remote_key_hex"));
      assertThat(again.bytes()).isEqualTo(hex(vector, "serialized_hex"));
    }
  }

  private static StorageKeys parseKeys(byte[] serialised) throws NotAuthenticException {
    try (Secret secret = Secret.owning(serialised)) {
      return StorageKeys.parse(secret);
    }
  }

  private static byte[] openWithPassword(JsonNode vector, String field)
      throws NotAuthenticException {
    try (Secret password = Secret.owning(hex(vector, "password_hex"));
        Secret plain = PasswordProtected.parse(hex(vector, field)).open(password)) {
      return plain.bytes().clone();
    }
  }

  private static void passwordExport(JsonNode vector) throws NotAuthenticException {
    byte[] plain = openWithPassword(vector, "exported_hex");

    assertThat(plain).isEqualTo(hex(vector, "plaintext_hex"));
    try (StorageKeys keys = parseKeys(plain.clone())) {
      assertThat(keys.local().key().bytes()).isEqualTo(hex(vector, "local_key_hex"));
    }
  }

  /** One of them is none: zeros at a password's end are lost in HMAC's padding. */
  private static void passwordExportNegative(JsonNode vector) throws NotAuthenticException {
    if (text(vector, "result").equals("ok")) {
      assertThat(openWithPassword(vector, "exported_hex")).isNotEmpty();
    } else {
      assertRefused(() -> openWithPassword(vector, "exported_hex"));
    }
  }

  private static void contextExport(JsonNode vector) throws NotAuthenticException {
    byte[] plain = openWithPassword(vector, "exported_hex");

    assertThat(plain).isEqualTo(hex(vector, "plaintext_hex"));
    try (StorageKeys keys = parseKeys(plain.clone())) {
      assertThat(keys.local().serialised().bytes())
          .isEqualTo(hex(vector, "serialized_local_key_hex"));
    }
  }

  /** The recovery key under a password, and root keys under the recovery key. */
  private static void recovery(JsonNode vector) throws NotAuthenticException {
    byte[] recoveryKey = openWithPassword(vector, "exported_recovery_key_hex");

    assertThat(recoveryKey).isEqualTo(hex(vector, "serialized_recovery_key_hex"));
    try (CipherKey key = CipherKey.parse(recoveryKey)) {
      assertThat(CipherResult.open(key.key().bytes(), hex(vector, "recovery_data_hex")))
          .isEqualTo(hex(vector, "root_keys_serialized_hex"));
    }
  }

  /** Root keys are laid out as storage keys; the local key is SHA-256(its root, system salt). */
  private static void rootKeys(JsonNode vector) throws Exception {
    WireMessage roots = WireMessage.parse(hex(vector, "root_keys_serialized_hex")).orElseThrow();
    byte[] root = Objects.requireNonNull(roots.bytes(2));
    byte[] rootAndSalt = new byte[64];
    System.arraycopy(root, 1, rootAndSalt, 0, 32);
    System.arraycopy(hex(vector, "system_salt_hex"), 0, rootAndSalt, 32, 32);

    assertThat(root[0]).isZero();
    assertThat(sha256(rootAndSalt)).isEqualTo(hex(vector, "local_key_hex"));
  }

  private static void localCipher(JsonNode vector) throws NotAuthenticException {
    assertThat(CipherResult.looksLike(hex(vector, "serialized_hex"))).isTrue();
    assertThat(CipherResult.open(hex(vector, "local_key_hex"), hex(vector, "serialized_hex")))
        .isEqualTo(hex(vector, "plaintext_hex"));
  }

  private static void deviceBound(JsonNode vector) throws NotAuthenticException {
    byte[] inner = DeviceBound.openOuter(hex(vector, "skd_hex"), text(vector, "system_id_utf8"));

    assertThat(inner).isEqualTo(hex(vector, "inner_cipher_result_hex"));
    try (Secret keys = DeviceBound.openInner(inner, hex(vector, "skc_hex"))) {
      assertThat(keys.bytes()).isEqualTo(hex(vector, "plaintext_hex"));
    }
  }

  /** In memory, and as a file too large for that. */
  private void file(JsonNode vector) throws Exception {
    Path file = Files.write(folder.resolve("file"), hex(vector, "file_hex"));
    byte[] plain = hex(vector, "plaintext_hex");
    try (CipherKey key = CipherKey.parse(hex(vector, "serialized_key_hex"));
        InputStream whole = SealedFile.open(file, key.key());
        InputStream pieces = SealedFile.open(file, key.key(), -1)) {
      assertThat(whole.readAllBytes()).isEqualTo(plain);
      assertThat(pieces.readAllBytes()).isEqualTo(plain);
    }
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(plain)))
        .isEqualTo(text(vector, "sha512_of_plaintext_hex"));
  }

  private void fileNegative(JsonNode vector) throws Exception {
    Path file = Files.write(folder.resolve("file"), hex(vector, "file_hex"));
    try (CipherKey key = CipherKey.parse(hex(vector, "serialized_key_hex"))) {
      assertRefused(() -> SealedFile.open(file, key.key()).close());
      assertRefused(() -> SealedFile.open(file, key.key(), -1).close());
    }
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NotAuthenticException.class);
  }

  private static String text(JsonNode vector, String field) {
    return Objects.requireNonNull(vector.get(field), field).textValue();
  }

  private static byte[] hex(JsonNode vector, String field) {
    return HexFormat.of().parseHex(text(vector, field));
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
