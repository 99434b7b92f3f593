package app.afterglow.exporter.wickr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Payloads as the desktop has them: {@code { 5: { 1: { 1 type, 2 name, 5 GUID, 6 key } } }}. */
final class FilePayload {

  private FilePayload() {}

  /** Of a message with the file of {@link CoreDataStore#GUID}. */
  static byte[] withKey(byte[] key) {
    return of(file(key, CoreDataStore.GUID, null));
  }

  /** Of a message with these files. */
  static byte[] of(byte[]... files) {
    ByteArrayOutputStream container = new ByteArrayOutputStream();
    for (byte[] file : files) {
      field(container, 1, file);
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    field(message, 5, container.toByteArray());
    return message.toByteArray();
  }

  /** What it says of a file. */
  static byte[] file(byte[] key, String guid, @Nullable String hash) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    field(file, 1, "image/jpeg".getBytes(StandardCharsets.UTF_8));
    field(file, 2, "été.jpg".getBytes(StandardCharsets.UTF_8));
    field(file, 5, guid.getBytes(StandardCharsets.US_ASCII));
    field(file, 6, key);
    if (hash != null) {
      field(file, 7, hash.getBytes(StandardCharsets.US_ASCII));
    }
    return file.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
    out.write(number << 3 | 2);
    for (int rest = bytes.length; ; rest >>>= 7) {
      out.write(rest < 0x80 ? rest : rest & 0x7f | 0x80);
      if (rest < 0x80) {
        break;
      }
    }
    out.writeBytes(bytes);
  }
}
