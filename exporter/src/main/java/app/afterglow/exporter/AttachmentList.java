package app.afterglow.exporter;

import app.afterglow.model.Attachment;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The attachments whose content is to be written once all messages are: 40 bytes each, as a history
 * may have a million.
 */
final class AttachmentList {

  private static final int HASH_LENGTH = 32;

  private long[] handles = new long[64];
  private byte[] hashes = new byte[64 * HASH_LENGTH];
  private int size;
  private long bytes;

  void addIfPresent(long handle, Attachment attachment) {
    if (attachment.sha256() == null) {
      return;
    }
    if (size == handles.length) {
      handles = Arrays.copyOf(handles, size + (size >> 1));
      hashes = Arrays.copyOf(hashes, handles.length * HASH_LENGTH);
    }
    handles[size] = handle;
    byte[] hash = HexFormat.of().parseHex(attachment.sha256());
    System.arraycopy(hash, 0, hashes, size * HASH_LENGTH, HASH_LENGTH);
    size++;
    bytes += attachment.size();
  }

  int size() {
    return size;
  }

  /** Plaintext bytes of all of them together. */
  long bytes() {
    return bytes;
  }

  long handle(int index) {
    return handles[index];
  }

  String sha256(int index) {
    return HexFormat.of().formatHex(hashes, index * HASH_LENGTH, (index + 1) * HASH_LENGTH);
  }
}
