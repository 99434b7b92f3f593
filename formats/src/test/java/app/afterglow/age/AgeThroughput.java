package app.afterglow.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast age files are written and read, in memory and on disk. Not a test: run it by hand on an
 * idle machine, with the megabytes to encrypt as the argument:
 *
 * <pre>java -cp target/classes:target/test-classes:... app.afterglow.age.AgeThroughput 2048</pre>
 */
final class AgeThroughput {

  private static final int BLOCK = 1 << 20;
  private static final int ROUNDS = 4;

  private final long megabytes;
  private final X25519Identity identity = X25519Identity.generate();
  private final byte[] block = new byte[BLOCK];

  private AgeThroughput(long megabytes) {
    this.megabytes = megabytes;
    new Random(1).nextBytes(block);
  }

  /** One thing that is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  @SuppressWarnings("SystemOut") // This is its output.
  public static void main(String[] arguments) throws IOException {
    AgeThroughput bench =
        new AgeThroughput(arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_024);
    Path file = Files.createTempFile("afterglow", ".age");
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        System.out.println("round " + round + " of " + ROUNDS + " (the first ones warm up)");
        bench.measure("encrypt, thrown away", () -> bench.encrypt(OutputStream.nullOutputStream()));
        bench.measure("encrypt to a file", () -> bench.encrypt(Files.newOutputStream(file)));
        bench.measure("decrypt a file as a stream", () -> bench.decrypt(file));
        bench.measure("decrypt a file by a channel", () -> bench.decryptByChannel(file));
      }
    } finally {
      Files.delete(file);
    }
  }

  @SuppressWarnings("SystemOut")
  private void measure(String name, Work work) throws IOException {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "  %-28s %7.0f MB/s  (%.2f s, %.2f s of CPU: %.0f MB a CPU second)%n",
        name,
        megabytes / seconds,
        seconds,
        cpuSeconds,
        megabytes / cpuSeconds);
  }

  private void encrypt(OutputStream out) throws IOException {
    try (AgeOutputStream age = new AgeOutputStream(out, List.of(identity.recipient()))) {
      for (long i = 0; i < megabytes; i++) {
        age.write(block);
      }
      age.finish();
    }
  }

  private void decrypt(Path file) throws IOException {
    try (InputStream in = new AgeInputStream(Files.newInputStream(file), List.of(identity))) {
      long count = in.transferTo(OutputStream.nullOutputStream());
      require(count);
    }
  }

  private void decryptByChannel(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    long total = 0;
    try (AgeChannel channel = AgeChannel.open(file, List.of(identity))) {
      for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer)) {
        total += count;
        buffer.clear();
      }
    }
    require(total);
  }

  private void require(long bytes) {
    if (bytes != megabytes * BLOCK) {
      throw new IllegalStateException("decrypted " + bytes + " bytes");
    }
  }
}
