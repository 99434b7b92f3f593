package app.afterglow.exporter;

import app.afterglow.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a person gave to open a store. Owns its secrets: closing wipes them.
 *
 * @param password the account's password, as UTF-8 bytes
 * @param deviceId the device's id: on Windows the user's SID ({@code S-1-5-21-...})
 * @param deviceSecret a secret of the operating system's credential store
 * @param databaseKey the database key itself
 */
public record Credentials(
    @Nullable Secret password,
    @Nullable String deviceId,
    @Nullable Secret deviceSecret,
    @Nullable Secret databaseKey)
    implements AutoCloseable {

  /** Nothing at all. */
  public static Credentials none() {
    return new Credentials(null, null, null, null);
  }

  /** Just a password. */
  public static Credentials ofPassword(Secret password) {
    return new Credentials(password, null, null, null);
  }

  /** Just a device id. */
  public static Credentials ofDeviceId(String deviceId) {
    return new Credentials(null, deviceId, null, null);
  }

  @Override
  public void close() {
    closeIfGiven(password);
    closeIfGiven(deviceSecret);
    closeIfGiven(databaseKey);
  }

  private static void closeIfGiven(@Nullable Secret secret) {
    if (secret != null) {
      secret.close();
    }
  }
}
