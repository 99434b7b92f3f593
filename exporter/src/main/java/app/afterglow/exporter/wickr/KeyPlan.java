package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.problem.AfterglowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that hold a store's keys, and the way through them with what a person gave.
 *
 * @param passwordFile storage keys under the account's password; need not be there
 * @param deviceFiles storage keys bound to the device, where the platform has them; need not be
 *     there
 * @param deviceSecretNeeded whether there are key files that only a secret of the system's
 *     credential store opens
 */
record KeyPlan(Path passwordFile, Optional<DeviceFiles> deviceFiles, boolean deviceSecretNeeded) {

  /** The two files of a client that stays logged in. */
  record DeviceFiles(Path keys, Path keyOfKeys) {
    boolean anyIsThere() {
      return Files.isRegularFile(keys) || Files.isRegularFile(keyOfKeys);
    }
  }

  /**
   * The local key, for the caller to close: from the database key where one was given, else with
   * the password, else with the device id. Where password and device id were given and one fails,
   * the other is tried.
   */
  CipherKey unlock(Credentials credentials) throws IOException {
    if (credentials.databaseKey() != null) {
      return KeyUnlock.ofDatabaseKey(credentials.databaseKey());
    }
    AfterglowException failure = null;
    if (credentials.password() != null) {
      try {
        return KeyUnlock.withPassword(requireFile(passwordFile), credentials.password());
      } catch (AfterglowException e) {
        failure = e;
      }
    }
    if (credentials.deviceId() != null && deviceFiles.isPresent()) {
      try {
        return KeyUnlock.withDeviceId(
            requireFile(deviceFiles.get().keys()),
            requireFile(deviceFiles.get().keyOfKeys()),
            credentials.deviceId());
      } catch (AfterglowException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure == null ? nothingGiven() : failure;
  }

  private Path requireFile(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (isOnlyDeviceSecret()) {
      throw WickrProblems.unsupported("device-secret", folder());
    }
    if (file.equals(passwordFile) && deviceFiles.filter(DeviceFiles::anyIsThere).isPresent()) {
      throw WickrProblems.unsupported("no-password-file", file);
    }
    throw WickrProblems.unsupported("no-key-file", file);
  }

  private boolean isOnlyDeviceSecret() {
    return deviceSecretNeeded
        && !Files.isRegularFile(passwordFile)
        && deviceFiles.filter(DeviceFiles::anyIsThere).isEmpty();
  }

  private AfterglowException nothingGiven() {
    if (isOnlyDeviceSecret()) {
      return WickrProblems.unsupported("device-secret", folder());
    }
    if (Files.isRegularFile(passwordFile)) {
      return WickrProblems.usage("password-needed", folder());
    }
    return deviceFiles.filter(DeviceFiles::anyIsThere).isPresent()
        ? WickrProblems.usage("device-id-needed", folder())
        : WickrProblems.unsupported("no-key-file", passwordFile);
  }

  private Path folder() {
    Path folder = passwordFile.getParent();
    return folder == null ? passwordFile : folder;
  }
}
