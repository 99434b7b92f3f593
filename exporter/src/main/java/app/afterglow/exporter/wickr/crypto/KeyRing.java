package app.afterglow.exporter.wickr.crypto;

import app.afterglow.secret.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keys of which it isn't known what each opens. Owns them: closing wipes them. */
public final class KeyRing implements AutoCloseable {

  /** More keys than a handful of files can give. */
  private static final int MOST = 256;

  /** Layers of encryption, one in another. */
  private static final int DEEPEST = 4;

  private final List<Secret> keys = new ArrayList<>();

  /** Adds every key that some bytes may be: themselves, with the cipher's id or without, hashed. */
  public void addAll(byte[] bytes) {
    if (bytes.length == CipherKey.KEY_LENGTH) {
      add(bytes.clone());
    }
    if (bytes.length == CipherKey.SERIALISED_LENGTH && bytes[0] == CipherResult.GCM) {
      add(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
    addHashOf(bytes);
  }

  /** Adds the SHA-256 of some bytes. */
  public void addHashOf(byte[] bytes) {
    try {
      add(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void add(byte[] key) {
    if (keys.size() < MOST) {
      keys.add(Secret.owning(key));
    } else {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Takes off every layer of encryption that one of the keys opens.
   *
   * @return what is inside, for the caller to close; empty where none opens the outermost layer
   */
  public Optional<Secret> open(byte[] sealed) {
    Optional<Secret> inside = openOne(sealed);
    for (int depth = 1; depth < DEEPEST && inside.isPresent(); depth++) {
      Optional<Secret> deeper = openOne(inside.get().bytes());
      if (deeper.isEmpty()) {
        return inside;
      }
      inside.get().close();
      inside = deeper;
    }
    return inside;
  }

  private Optional<Secret> openOne(byte[] sealed) {
    if (!CipherResult.looksLike(sealed)) {
      return Optional.empty();
    }
    for (Secret key : keys) {
      try {
        return Optional.of(Secret.owning(CipherResult.open(key.bytes(), sealed)));
      } catch (NotAuthenticException e) {
        // Another key may fit.
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    keys.forEach(Secret::close);
  }
}
