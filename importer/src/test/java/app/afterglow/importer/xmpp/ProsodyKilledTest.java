package app.afterglow.importer.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.testing.KilledProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An import into a real Prosody, both of its halves killed at random moments: the writing of the
 * folder, and Prosody's own migrator, which reads it.
 */
class ProsodyKilledTest {

  private static final int KILLS = Integer.getInteger("afterglow.xmpp.kills", 20);

  @TempDir Path folder;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void endsWithTheContentOfAnUninterruptedImport() throws Exception {
    Path complete = folder.resolve("complete");
    KilledWriting.write(KilledWriting.history(), complete);
    List<String> whole;
    long took;
    try (Prosody server = Prosody.in(Files.createDirectories(folder.resolve("whole")))) {
      long begin = System.nanoTime();
      server.importFolder(complete);
      took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      whole = content(server);
    }
    assertThat(whole).hasSizeGreaterThan(150);

    Path written = writeAndKill(files(complete));

    try (Prosody server = Prosody.in(Files.createDirectories(folder.resolve("killed")))) {
      int atWork = 0;
      for (int i = 0; i < KILLS; i++) {
        atWork += server.killImport(written, random.nextLong(took)) ? 1 : 0;
      }
      assertThat(atWork).as("imports killed at work, seed %d", seed).isGreaterThan(KILLS / 2);
      server.importFolder(written);

      assertThat(content(server)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  /** The folder that the same command leaves in the end. */
  private Path writeAndKill(Map<String, String> complete) throws Exception {
    Path written = folder.resolve("written");
    int before = 0;
    for (int i = 0; i < KILLS; i++) {
      KilledProcess.killAtRandom(
          KilledWriting.class, List.of(written.toString()), Map.of(), 0, 350, random);
      if (Files.exists(written)) {
        // It was quick enough. Nothing half-written looks whole; from the beginning again.
        assertThat(files(written)).as("seed %d", seed).isEqualTo(complete);
        Files.move(written, folder.resolve("done" + i));
      } else {
        before++;
      }
    }
    assertThat(before).as("writers killed before the end, seed %d", seed).isPositive();
    KilledWriting.write(KilledWriting.history(), written);
    assertThat(files(written)).isEqualTo(complete);
    return written;
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), text(file));
      }
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** All that Alice sees: archives with their ids, contacts, bookmarks. */
  private static List<String> content(Prosody server) throws Exception {
    server.account("alice", "secret");
    server.start();
    List<String> seen = new ArrayList<>();
    try (Reader alice = Reader.login(server, "alice", "secret")) {
      for (String with : List.of("bob@chat.test", "carol@chat.test")) {
        alice.direct(with).forEach(got -> seen.add(with + " " + line(got)));
      }
      List<String> rooms = alice.bookmarks();
      for (String room : rooms) {
        String address = room.substring(0, room.indexOf(' '));
        alice.room(address).forEach(got -> seen.add(room + " " + line(got)));
      }
      seen.addAll(alice.contacts());
      assertThat(rooms).hasSize(1);
    }
    assertThat(server.log()).doesNotContain("\terror\t");
    return seen;
  }

  private static String line(Reader.Got got) {
    return String.join(
        "|",
        got.key(),
        got.author(),
        Long.toString(got.millis()),
        got.text(),
        String.valueOf(got.message().getStanzaId()));
  }
}
