package app.afterglow.age;

import app.afterglow.problem.UsageException;
import app.afterglow.secret.Secret;
import java.util.Locale;

/** Somebody a file is encrypted to. */
public sealed interface Recipient permits X25519Recipient, HybridRecipient, PassphraseRecipient {

  /** Who may share a file with whom (C2SP age.md, "Native recipient types"). */
  enum Sharing {
    /** Any recipient of the same sort. */
    CLASSICAL,
    /** Only post-quantum recipients: one that isn't would undo what they are for. */
    POST_QUANTUM,
    /** Nobody: whoever knows the passphrase could otherwise forge for the others. */
    ALONE
  }

  /** Wraps a file key of 16 bytes for this recipient. */
  Stanza wrap(Secret fileKey);

  /** Who may share a file with this one. */
  Sharing sharing();

  /**
   * Reads {@code age1...} (X25519) or {@code age1pq1...} (ML-KEM-768 with X25519).
   *
   * @throws UsageException where it is neither
   */
  static Recipient parse(String text) throws UsageException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(HybridRecipient.PREFIX + "1")) {
      return HybridRecipient.parse(text);
    }
    return X25519Recipient.parse(text);
  }
}
