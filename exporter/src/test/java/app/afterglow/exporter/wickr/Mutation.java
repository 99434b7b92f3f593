package app.afterglow.exporter.wickr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Damage to one file, which can be undone.
 *
 * @param file the file
 * @param how what was done to it
 * @param whole its bytes before; none where it was not there
 * @param existed whether it was there before
 */
@SuppressWarnings("ArrayRecordComponent")
record Mutation(Path file, String how, byte[] whole, boolean existed) {

  /** Damages a file in one of many ways. */
  static Mutation apply(Path file, SplittableRandom random) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] bytes = whole.clone();
    String how;
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> how = flipBits(bytes, random);
      case 3 -> how = zero(bytes, random);
      case 4 -> {
        int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        byte[] noise = new byte[Math.min(bytes.length - from, 1 + random.nextInt(5000))];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
        how = "%d bytes of noise from %d".formatted(noise.length, from);
      }
      case 5 -> {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        how = "cut at " + bytes.length;
      }
      case 6 -> {
        int page = pageSize(random);
        bytes = Arrays.copyOf(bytes, bytes.length / page * random.nextInt(4) / 4 * page);
        how = "cut at a page, " + bytes.length;
      }
      case 7 -> {
        byte[] more = new byte[1 + random.nextInt(5000)];
        if (random.nextBoolean()) {
          random.nextBytes(more);
        }
        bytes = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, bytes, whole.length, more.length);
        how = "%d bytes more, %d...".formatted(more.length, more[0]);
      }
      case 8 -> how = swapPages(bytes, random);
      case 9 -> how = copy(whole, bytes, random);
      case 10 -> how = changeHead(bytes, random);
      default -> {
        Files.delete(file);
        boolean folder = random.nextInt(4) == 0;
        if (folder) {
          Files.createDirectory(file);
        }
        return new Mutation(file, folder ? "a folder in its place" : "removed", whole, true);
      }
    }
    Files.write(file, bytes);
    return new Mutation(file, how, whole, true);
  }

  /** Puts a file beside a database where none was: part of the database itself, or noise. */
  static Mutation intrude(Path file, Path database, SplittableRandom random) throws IOException {
    boolean existed = Files.exists(file);
    byte[] whole = existed ? Files.readAllBytes(file) : new byte[0];
    byte[] bytes = new byte[random.nextInt(9000)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      byte[] part = Files.readAllBytes(database);
      int from = random.nextInt(part.length);
      bytes = Arrays.copyOfRange(part, from, Math.min(part.length, from + bytes.length));
    }
    Files.write(file, bytes);
    return new Mutation(file, "made of %d bytes".formatted(bytes.length), whole, existed);
  }

  void undo() throws IOException {
    if (Files.isDirectory(file)) {
      Files.delete(file);
    }
    if (existed) {
      Files.write(file, whole);
    } else {
      Files.delete(file);
    }
  }

  @Override
  public String toString() {
    return file.getFileName() + ": " + how;
  }

  private static int pageSize(SplittableRandom random) {
    return new int[] {1024, 1024 + 24, 4096}[random.nextInt(3)];
  }

  private static String flipBits(byte[] bytes, SplittableRandom random) {
    int flips = bytes.length == 0 ? 0 : 1 << random.nextInt(5);
    StringBuilder how = new StringBuilder("bits of bytes");
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      how.append(' ').append(at);
    }
    return how.toString();
  }

  private static String zero(byte[] bytes, SplittableRandom random) {
    int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    if (random.nextBoolean()) {
      from = from / 1024 * 1024;
    }
    int to = Math.min(bytes.length, from + (random.nextBoolean() ? 1024 : random.nextInt(20_000)));
    Arrays.fill(bytes, from, to, (byte) 0);
    return "zeros from %d to %d".formatted(from, to);
  }

  private static String swapPages(byte[] bytes, SplittableRandom random) {
    int page = pageSize(random);
    int pages = bytes.length / page;
    if (pages < 2) {
      return flipBits(bytes, random);
    }
    int one = random.nextInt(pages) * page;
    int other = random.nextInt(pages) * page;
    byte[] kept = Arrays.copyOfRange(bytes, one, one + page);
    System.arraycopy(bytes, other, bytes, one, page);
    System.arraycopy(kept, 0, bytes, other, page);
    return "%d bytes at %d and %d exchanged".formatted(page, one, other);
  }

  private static String copy(byte[] whole, byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return "nothing";
    }
    int from = random.nextInt(bytes.length);
    int to = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(4096), bytes.length - Math.max(from, to));
    System.arraycopy(whole, from, bytes, to, length);
    return "%d bytes copied from %d to %d".formatted(length, from, to);
  }

  /** Where sizes, versions and salts stand. */
  private static String changeHead(byte[] bytes, SplittableRandom random) {
    StringBuilder how = new StringBuilder("head changed at");
    for (int i = 0; i <= random.nextInt(3); i++) {
      if (bytes.length > 0) {
        int at = random.nextInt(Math.min(bytes.length, 136));
        bytes[at] = (byte) random.nextInt();
        how.append(' ').append(at);
      }
    }
    return how.toString();
  }
}
