package app.afterglow.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes an attachment's content. A STORED entry's header holds its CRC, and a stream can't be gone
 * back in: hence the content is read into a spool first, which also keeps a content that is not
 * what the message says out of the archive.
 */
final class AttachmentContent {

  private AttachmentContent() {}

  static void write(ZipSink sink, String sha256, AttachmentIndex index, Spool spool, InputStream in)
      throws IOException {
    byte[] expected = Sha256.bytes(sha256);
    long expectedSize = index.sizeOf(expected);
    MessageDigest digest = Sha256.digest();
    CRC32 crc = new CRC32();
    byte[] head = new byte[(int) Math.min(expectedSize, Media.SAMPLE)];
    byte[] block = new byte[1 << 16];
    int headLength = 0;
    spool.reset();
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      if (headLength < head.length) {
        int more = Math.min(count, head.length - headLength);
        System.arraycopy(block, 0, head, headLength, more);
        headLength += more;
      }
      if (spool.size() + count > expectedSize) {
        throw ArchiveProblems.content(
            sha256, "longer than the " + expectedSize + " bytes promised");
      }
      digest.update(block, 0, count);
      crc.update(block, 0, count);
      spool.write(block, 0, count);
    }
    Arrays.fill(block, (byte) 0);
    if (spool.size() < expectedSize) {
      throw ArchiveProblems.content(
          sha256, "only " + spool.size() + " of the " + expectedSize + " bytes promised");
    }
    byte[] found = digest.digest();
    if (!MessageDigest.isEqual(found, expected)) {
      throw ArchiveProblems.content(sha256, "its hash is " + Sha256.hex(found));
    }
    ZipSink.Content content = new ZipSink.Content(spool, spool.size(), crc.getValue(), found);
    String path = Layout.attachment(sha256);
    if (index.isCalledCompressed(expected) || Media.isCompressed(head, headLength)) {
      sink.stored(path, content);
    } else {
      sink.deflated(path, content);
    }
    Arrays.fill(head, (byte) 0);
    spool.reset();
  }
}
