package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.KeyPlan.SecretFiles;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.KeyRing;
import app.afterglow.exporter.wickr.crypto.NotAuthenticException;
import app.afterglow.exporter.wickr.crypto.StorageKeys;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way from a secret of the system's credential store to the local key. That business clients
 * wrap their keys with one is reported, how they do it is not: so what can be made of the secret is
 * tried on every file, and what a file gives on every other. Only what authenticates is believed.
 */
final class DeviceSecretUnlock {

  /** Longer than any secret of a credential store, in bytes. */
  private static final int LONGEST_SECRET = 4096;

  private final Set<Path> opened = new HashSet<>();
  private final SecretFiles files;
  private final KeyRing ring;
  private @Nullable CipherKey lone;

  private DeviceSecretUnlock(SecretFiles files, KeyRing ring) {
    this.files = files;
    this.ring = ring;
  }

  /**
   * The local key, for the caller to close.
   *
   * @param folder the store's, for messages
   * @param secret hex digits
   * @param deviceId an id that may be needed besides, null where none was given
   * @throws app.afterglow.problem.WrongKeyException where nothing opens
   * @throws app.afterglow.problem.UsageException where the secret is no hex text
   * @throws app.afterglow.problem.UnsupportedInputException where there is no file that it could
   *     open
   */
  static CipherKey open(Path folder, SecretFiles files, Secret secret, @Nullable String deviceId)
      throws IOException {
    if (files.sealed().stream().noneMatch(Files::isRegularFile)) {
      throw WickrProblems.unsupported("no-secret-file", folder);
    }
    try (KeyRing ring = new KeyRing()) {
      addSecret(ring, secret);
      if (deviceId != null) {
        for (String form : DeviceIdForms.of(deviceId)) {
          ring.addHashOf(form.getBytes(StandardCharsets.UTF_8));
        }
      }
      Optional<CipherKey> found = new DeviceSecretUnlock(files, ring).search();
      return found.orElseThrow(
          () -> WickrProblems.wrongKey("wrong-device-secret", folder, names(files)));
    }
  }

  private static String names(SecretFiles files) {
    return files.sealed().stream()
        .filter(Files::isRegularFile)
        .map(file -> String.valueOf(file.getFileName()))
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  /** The secret's bytes as key and hashed, and its digits hashed as text, in both cases. */
  private static void addSecret(KeyRing ring, Secret secret) throws IOException {
    try (Secret bytes = KeyUnlock.unhex(secret, LONGEST_SECRET)) {
      if (bytes.length() == 0) {
        throw WickrProblems.usage("device-secret-form");
      }
      ring.addAll(bytes.bytes());
      addHashOf(ring, KeyUnlock.hex(bytes.bytes(), "0123456789abcdef"));
      addHashOf(ring, KeyUnlock.hex(bytes.bytes(), "0123456789ABCDEF"));
    }
  }

  /** Adds the hash of a text, which is wiped. */
  private static void addHashOf(KeyRing ring, byte[] digits) {
    try (Secret text = Secret.owning(digits)) {
      ring.addHashOf(text.bytes());
    }
  }

  private Optional<CipherKey> search() throws IOException {
    for (Path file : files.keys()) {
      if (Files.isRegularFile(file)) {
        ring.addAll(KeyFile.read(file));
      }
    }
    // Each round may open what the keys of the round before lead to.
    for (int round = 0; round <= files.sealed().size(); round++) {
      for (Path file : files.sealed()) {
        Optional<CipherKey> found = Files.isRegularFile(file) ? open(file) : Optional.empty();
        if (found.isPresent()) {
          if (lone != null) {
            lone.close();
          }
          return found;
        }
      }
    }
    return Optional.ofNullable(lone);
  }

  /** The local key in a file; what else is in it goes to the ring. */
  private Optional<CipherKey> open(Path file) throws IOException {
    if (opened.contains(file)) {
      return Optional.empty();
    }
    Optional<Secret> plain = ring.open(KeyFile.read(file));
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    opened.add(file);
    try (Secret content = plain.get()) {
      ring.addAll(content.bytes());
      try (StorageKeys keys = StorageKeys.parse(content)) {
        return Optional.of(keys.local().copy());
      } catch (NotAuthenticException e) {
        keepLone(content);
        return Optional.empty();
      }
    }
  }

  /** A file may also hold the local key alone: then the database tells whether it is the one. */
  private void keepLone(Secret content) {
    try {
      CipherKey key = CipherKey.parse(content.bytes());
      if (lone != null) {
        lone.close();
      }
      lone = key;
    } catch (NotAuthenticException e) {
      // Something else, of use on the ring at most.
    }
  }
}
