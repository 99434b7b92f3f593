package app.afterglow.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is encrypted decrypts to the same, at every size around the borders of chunks. */
class AgeRoundTripTest {

  private static final int CHUNK = PayloadCipher.CHUNK;

  private final X25519Identity identity = X25519Identity.generate();

  private byte[] encrypted(byte[] plain, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AgeOutputStream age = new AgeOutputStream(out, List.of(identity.recipient()))) {
      int from = 0;
      while (from < plain.length) {
        int count = Math.min(plain.length - from, 1 + random.nextInt(3 * CHUNK));
        if (count == 1) {
          age.write(plain[from]);
        } else {
          age.write(plain, from, count);
        }
        from += count;
      }
      age.finish();
    }
    return out.toByteArray();
  }

  private byte[] decrypted(byte[] file) throws IOException {
    try (InputStream in = new AgeInputStream(new ByteArrayInputStream(file), List.of(identity))) {
      return in.readAllBytes();
    }
  }

  /** 16 chunks are sealed at a time, hence up to a few of those. */
  @Property(tries = 80)
  void decryptsToTheSameAtBordersOfChunks(
      @ForAll @IntRange(max = 34) int chunks,
      @ForAll @IntRange(min = -2, max = 2) int more,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] plain = new byte[Math.max(0, chunks * CHUNK + more)];
    random.nextBytes(plain);

    byte[] file = encrypted(plain, random);

    assertThat(Arrays.equals(decrypted(file), plain)).isTrue();
    // One tag a chunk, one chunk even for nothing, and no empty chunk behind a full one.
    long sealed = Math.max(1, (plain.length + CHUNK - 1) / CHUNK) * 16L + plain.length;
    assertThat(file.length - headerLength(file)).isEqualTo(16 + sealed);
  }

  private static int headerLength(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return text.indexOf('\n', text.indexOf("\n--- ") + 1) + 1;
  }

  @Property(tries = 40)
  void readsAnyPartThroughAChannel(@ForAll @IntRange(max = 300_000) int length, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] plain = new byte[length];
    random.nextBytes(plain);
    Path path = Files.createTempFile("afterglow", ".age");
    try {
      Files.write(path, encrypted(plain, random));
      try (AgeChannel channel = AgeChannel.open(path, List.of(identity));
          AgeChannel other = channel.another()) {
        assertThat(channel.size()).isEqualTo(length);
        for (int i = 0; i < 10; i++) {
          int from = random.nextInt(length + 1);
          byte[] part = new byte[random.nextInt(length - from + 1)];
          assertRead(i % 2 == 0 ? channel : other, from, part);
          assertThat(Arrays.equals(part, Arrays.copyOfRange(plain, from, from + part.length)))
              .isTrue();
        }
        assertThat(channel.position(length).read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    } finally {
      Files.delete(path);
    }
  }

  private static void assertRead(AgeChannel channel, int from, byte[] part) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(part);
    channel.position(from);
    while (buffer.hasRemaining()) {
      assertThat(channel.read(buffer)).isPositive();
    }
  }

  @Example
  void isCutOffWithoutFinish() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AgeOutputStream age = new AgeOutputStream(out, List.of(identity.recipient()))) {
      age.write(new byte[5_000_000]);
    }

    assertThatThrownBy(() -> decrypted(out.toByteArray()))
        .isInstanceOf(DamagedInputException.class);
  }

  @Example
  void opensWithTheReadBackIdentityAndNoOther() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Identity readBack;
    try (AgeOutputStream age = new AgeOutputStream(out, List.of(identity.recipient()))) {
      readBack = age.readBackIdentity();
      age.write(7);
      age.finish();
    }

    try (readBack;
        InputStream in =
            new AgeInputStream(new ByteArrayInputStream(out.toByteArray()), List.of(readBack))) {
      assertThat(in.readAllBytes()).containsExactly(7);
    }
    byte[] other = encrypted(new byte[1], new Random(1));
    try (AgeOutputStream age =
        new AgeOutputStream(new ByteArrayOutputStream(), List.of(identity.recipient()))) {
      assertThatThrownBy(
              () ->
                  new AgeInputStream(
                      new ByteArrayInputStream(other), List.of(age.readBackIdentity())))
          .isInstanceOf(AfterglowException.class);
    }
  }

  @Example
  void releasesNothingBehindADamagedChunk() throws IOException {
    byte[] plain = new byte[5 * CHUNK];
    new Random(2).nextBytes(plain);
    byte[] file = encrypted(plain, new Random(3));
    file[headerLength(file) + 16 + 2 * (CHUNK + 16) + 100] ^= 1;
    ByteArrayOutputStream released = new ByteArrayOutputStream();

    try (InputStream in = new AgeInputStream(new ByteArrayInputStream(file), List.of(identity))) {
      assertThatThrownBy(() -> in.transferTo(released)).isInstanceOf(DamagedInputException.class);
      // And goes on refusing.
      assertThatThrownBy(() -> in.transferTo(released)).isInstanceOf(IOException.class);
    }
    assertThat(Arrays.equals(released.toByteArray(), Arrays.copyOf(plain, 2 * CHUNK))).isTrue();
  }
}
