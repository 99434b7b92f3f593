package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.problem.AfterglowException;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that hold a store's keys, and the way through them with what a person gave.
 *
 * @param passwordFile storage keys under the account's password; need not be there
 * @param deviceFiles storage keys bound to the device; need not be there
 * @param secretFiles files under a secret of the system's credential store; need not be there
 */
record KeyPlan(Path passwordFile, DeviceFiles deviceFiles, SecretFiles secretFiles) {

  /** What a client that stays logged in runs on, which decides what its device's id is. */
  enum Device {
    COMPUTER("device-id-needed", "no-password-file", "wrong-device-id"),
    PHONE("android-id-needed", "no-password-file-phone", "wrong-android-id");

    private final String idNeeded;
    private final String noPasswordFile;
    private final String wrongId;

    Device(String idNeeded, String noPasswordFile, String wrongId) {
      this.idNeeded = idNeeded;
      this.noPasswordFile = noPasswordFile;
      this.wrongId = wrongId;
    }
  }

  /**
   * The two files of a client that stays logged in.
   *
   * @param keys storage keys, twice encrypted
   * @param keyOfKeys the key of the inner layer
   * @param device what the outer layer's key is made of
   */
  record DeviceFiles(Path keys, Path keyOfKeys, Device device) {
    boolean anyIsThere() {
      return Files.isRegularFile(keys) || Files.isRegularFile(keyOfKeys);
    }
  }

  /**
   * The way to the local key from a secret of the system's credential store.
   *
   * @param sealed files under the secret, or under what another of them holds
   * @param keys files that hold keys of inner layers
   * @param needed whether any of them is there that nothing but the secret opens
   */
  record SecretFiles(List<Path> sealed, List<Path> keys, boolean needed) {
    static final SecretFiles NONE = new SecretFiles(List.of(), List.of(), false);

    SecretFiles {
      sealed = List.copyOf(sealed);
      keys = List.copyOf(keys);
    }
  }

  /** A way to the local key. */
  private interface Way {
    CipherKey go() throws IOException;
  }

  /**
   * The local key, for the caller to close: from the database key where one was given, else with
   * the password, the device id, the device secret. Where several were given and one fails, the
   * next is tried.
   */
  CipherKey unlock(Credentials credentials) throws IOException {
    if (credentials.databaseKey() != null) {
      return KeyUnlock.ofDatabaseKey(credentials.databaseKey());
    }
    AfterglowException failure = null;
    for (Way way : ways(credentials)) {
      try {
        return way.go();
      } catch (AfterglowException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure == null ? nothingGiven() : failure;
  }

  private List<Way> ways(Credentials credentials) {
    List<Way> ways = new ArrayList<>();
    Secret password = credentials.password();
    if (password != null) {
      ways.add(() -> KeyUnlock.withPassword(requireFile(passwordFile), password));
    }
    String deviceId = credentials.deviceId();
    Secret deviceSecret = credentials.deviceSecret();
    if (deviceId != null && (deviceSecret == null || deviceFiles.anyIsThere())) {
      ways.add(
          () ->
              KeyUnlock.withDeviceId(
                  requireFile(deviceFiles.keys()),
                  requireFile(deviceFiles.keyOfKeys()),
                  deviceId,
                  deviceFiles.device().wrongId));
    }
    if (deviceSecret != null) {
      ways.add(() -> DeviceSecretUnlock.open(folder(), secretFiles, deviceSecret, deviceId));
    }
    return ways;
  }

  private Path requireFile(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (isOnlyDeviceSecret()) {
      throw WickrProblems.unsupported("device-secret", folder());
    }
    if (file.equals(passwordFile) && deviceFiles.anyIsThere()) {
      throw WickrProblems.unsupported(deviceFiles.device().noPasswordFile, file);
    }
    throw WickrProblems.unsupported("no-key-file", file);
  }

  private boolean isOnlyDeviceSecret() {
    return secretFiles.needed() && !Files.isRegularFile(passwordFile) && !deviceFiles.anyIsThere();
  }

  private AfterglowException nothingGiven() {
    if (isOnlyDeviceSecret()) {
      return WickrProblems.unsupported("device-secret", folder());
    }
    if (Files.isRegularFile(passwordFile)) {
      return WickrProblems.usage("password-needed", folder());
    }
    return deviceFiles.anyIsThere()
        ? WickrProblems.usage(deviceFiles.device().idNeeded, folder())
        : WickrProblems.unsupported("no-key-file", passwordFile);
  }

  private Path folder() {
    Path folder = passwordFile.getParent();
    return folder == null ? passwordFile : folder;
  }
}
