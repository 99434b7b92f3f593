package app.afterglow.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * What has been written: the lines of both BagIt manifests (RFC 8493, section 2.1.3), the payload's
 * counts, and one digest over all entries in their order, by which the finished file is compared
 * with what was meant to be in it.
 */
final class EntryLog implements AutoCloseable {

  private final LineSpool manifest;
  private final ByteArrayOutputStream tagManifest = new ByteArrayOutputStream();
  private final Fingerprint all = new Fingerprint();
  private long payloadFiles;
  private long payloadBytes;

  EntryLog(Path beside) {
    manifest = new LineSpool(beside);
  }

  /** An entry is written. */
  void add(String path, byte[] sha256, long size) throws IOException {
    byte[] line = line(path, sha256);
    all.add(path, sha256, size);
    if (path.startsWith(Layout.PAYLOAD_FOLDER)) {
      manifest.add(line);
      payloadFiles++;
      payloadBytes += size;
    } else {
      tagManifest.writeBytes(line);
    }
  }

  /** Bytes in the payload and files in it, as {@code Payload-Oxum} has them. */
  String payloadOxum() {
    return payloadBytes + "." + payloadFiles;
  }

  /** {@code manifest-sha256.txt}. */
  InputStream manifest() throws IOException {
    return manifest.replay();
  }

  /** Its size in bytes. */
  long manifestBytes() {
    return manifest.bytes();
  }

  /** {@code tagmanifest-sha256.txt}: the tag files written so far. */
  byte[] tagManifest() {
    return tagManifest.toByteArray();
  }

  /** Everything written, in short. */
  Fingerprint fingerprint() {
    return all;
  }

  private static byte[] line(String path, byte[] sha256) {
    return (Sha256.hex(sha256) + "  " + path + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * All files of an archive in their order, in short: two archives with one print hold the same.
   */
  static final class Fingerprint {
    private final MessageDigest digest = Sha256.digest();
    private long entries;
    private long bytes;

    void add(String path, byte[] sha256, long size) {
      digest.update(line(path, sha256));
      entries++;
      bytes += size;
    }

    /** Files in it. */
    long entries() {
      return entries;
    }

    /** Their size together, in bytes. */
    long bytes() {
      return bytes;
    }

    /** Compares with another; neither can be used after it. */
    boolean matches(Fingerprint other) {
      return entries == other.entries
          && bytes == other.bytes
          && MessageDigest.isEqual(digest.digest(), other.digest.digest());
    }
  }

  @Override
  public void close() throws IOException {
    manifest.close();
  }
}
