package app.afterglow.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A sum over uses of attachments that doesn't depend on their order: the messages' and {@code
 * attachments.jsonl}'s are compared by it, since neither fits in memory. It finds mistakes; against
 * forgery there is age.
 */
final class UseSum {

  private final long[] sum = new long[Sha256.LENGTH / Long.BYTES];

  void add(AttachmentUse use) throws IOException {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.digest().digest(Json.line(use::write)));
    for (int i = 0; i < sum.length; i++) {
      sum[i] += hash.getLong();
    }
  }

  void add(UseSum other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sum[i];
    }
  }

  boolean matches(UseSum other) {
    return Arrays.equals(sum, other.sum);
  }
}
