package app.afterglow.importer.delivery;

import app.afterglow.model.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Counts an {@link Extent} up. */
final class ExtentCount {

  private final MessageDigest digest = sha256();
  private long messages;
  private @Nullable Instant firstAt;
  private @Nullable Instant lastAt;

  void add(Message message) {
    messages++;
    if (firstAt == null) {
      firstAt = message.sentAt();
    }
    lastAt = message.sentAt();
    digest.update(message.id().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  Extent extent() {
    return new Extent(messages, firstAt, lastAt, HexFormat.of().formatHex(digest.digest(), 0, 8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
