package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.PasswordKdf;
import app.afterglow.exporter.wickr.crypto.PasswordProtected;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The keys of a sample, each derived once, as a derivation takes longer than all the rest. */
final class DerivedKeys implements PasswordProtected.Derivation {

  private final String sample;
  private final byte[] pageKey;
  private final Map<String, byte[]> passwordKeys = new HashMap<>();

  private DerivedKeys(String sample, byte[] pageKey) {
    this.sample = sample;
    this.pageKey = pageKey;
  }

  /** Those of an encrypted database, and of the file that the password opens, if there is one. */
  static DerivedKeys of(String sample, FoundStore found, KeyPlan plan) throws IOException {
    DerivedKeys keys = new DerivedKeys(sample, pageKey(sample, found));
    if (Files.isRegularFile(plan.passwordFile())) {
      keys.open(plan);
    }
    return keys;
  }

  /** Those of a database that is not encrypted. */
  static DerivedKeys none(String sample) {
    return new DerivedKeys(sample, new byte[CipherKey.KEY_LENGTH]);
  }

  private static byte[] pageKey(String sample, FoundStore found) throws IOException {
    try (Secret given = Samples.databaseKey(sample);
        CipherKey local = KeyUnlock.ofDatabaseKey(given);
        PageKey key =
            KeySearch.find(found.database(), KeyUnlock.candidates(local), Progress.SILENT)
                .orElseThrow()) {
      return key.key().bytes().clone();
    }
  }

  private void open(KeyPlan plan) throws IOException {
    try (Secret password = Samples.password(sample)) {
      KeyUnlock.withPassword(
              plan.passwordFile(),
              password,
              (kdf, secret, salt) -> {
                Secret key = kdf.derive(secret, salt);
                passwordKeys.put(head(kdf, salt), key.bytes().clone());
                return key;
              })
          .close();
    }
  }

  private static String head(PasswordKdf kdf, byte[] salt) {
    return kdf + HexFormat.of().formatHex(salt);
  }

  /** What opens the database. */
  List<KeyCandidate> candidates() {
    return List.of(new KeyCandidate("derived", KeyCandidate.Kind.RAW_KEY, Secret.copyOf(pageKey)));
  }

  /** The key that the whole file asks for; from another salt comes another. */
  @Override
  public Secret derive(PasswordKdf kdf, Secret password, byte[] salt) {
    byte[] other = new byte[CipherKey.KEY_LENGTH];
    Arrays.fill(other, salt[0]);
    return Secret.copyOf(passwordKeys.getOrDefault(head(kdf, salt), other));
  }
}
