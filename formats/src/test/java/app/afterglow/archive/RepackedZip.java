package app.afterglow.archive;

import app.afterglow.age.AgeInputStream;
import app.afterglow.age.AgeOutputStream;
import app.afterglow.age.Identity;
import app.afterglow.age.Recipient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * An archive taken apart and put together again by the JDK's ZIP classes, after a file in it was
 * changed: what somebody could make who has the recipient's public key.
 */
final class RepackedZip {

  private final String top;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private RepackedZip(String top) {
    this.top = top;
  }

  static byte[] plain(Path file, Identity identity) throws IOException {
    try (InputStream in = new AgeInputStream(Files.newInputStream(file), List.of(identity))) {
      return in.readAllBytes();
    }
  }

  static void seal(byte[] plain, Path file, Recipient recipient) throws IOException {
    try (AgeOutputStream out =
        new AgeOutputStream(Files.newOutputStream(file), List.of(recipient))) {
      out.write(plain);
      out.finish();
    }
  }

  static RepackedZip of(Path file, Identity identity) throws IOException {
    RepackedZip repacked = new RepackedZip("history/");
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(plain(file, identity)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String path = entry.getName().substring(repacked.top.length());
        repacked.files.put(path, in.readAllBytes());
      }
    }
    return repacked;
  }

  Set<String> paths() {
    return files.keySet();
  }

  void put(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void remove(String path) {
    if (files.remove(path) == null) {
      throw new IllegalArgumentException(path);
    }
  }

  /** Changes a file byte for character, so that what isn't touched stays as it is. */
  void edit(String path, UnaryOperator<String> change) {
    String before = new String(files.get(path), StandardCharsets.ISO_8859_1);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("nothing changed in " + path);
    }
    put(path, after);
  }

  /** Makes manifests and Payload-Oxum fit again, as a careful forger would. */
  void sealManifests() {
    StringBuilder manifest = new StringBuilder();
    long count = 0;
    long bytes = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith("data/")) {
        manifest.append(line(file));
        count++;
        bytes += file.getValue().length;
      }
    }
    put("manifest-sha256.txt", manifest.toString());
    if (files.containsKey("bag-info.txt")) {
      String info = new String(files.get("bag-info.txt"), StandardCharsets.ISO_8859_1);
      put(
          "bag-info.txt",
          info.replaceFirst("Payload-Oxum: \\S+", "Payload-Oxum: " + bytes + "." + count));
    }
    sealTagManifest();
  }

  void sealTagManifest() {
    StringBuilder manifest = new StringBuilder();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().startsWith("data/") && !file.getKey().startsWith("tagmanifest")) {
        manifest.append(line(file));
      }
    }
    put("tagmanifest-sha256.txt", manifest.toString());
  }

  private static String line(Map.Entry<String, byte[]> file) {
    return Sha256.hex(Sha256.digest().digest(file.getValue())) + "  " + file.getKey() + "\n";
  }

  void write(Path file, Recipient recipient) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(plain)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        out.putNextEntry(new ZipEntry(top + entry.getKey()));
        out.write(entry.getValue());
      }
    }
    seal(plain.toByteArray(), file, recipient);
  }
}
