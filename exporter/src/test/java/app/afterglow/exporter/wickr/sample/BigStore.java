package app.afterglow.exporter.wickr.sample;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A store of thousands of pages, for tests, with the tables of the sample: messages of 10 to 300
 * characters in twenty conversations, some of several thousand, whose rows go on on pages of their
 * own.
 *
 * @param folder where it is
 * @param key the local key, 33 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record BigStore(Path folder, byte[] key) {

  private static final int CONVERSATIONS = 20;

  /** Writes one with this many messages. */
  public static BigStore create(Path folder, int messages) throws IOException, SQLException {
    Files.createDirectories(folder);
    Random random = new Random(8);
    byte[] key = new byte[CipherKey.KEY_LENGTH];
    random.nextBytes(key);
    try (CipherKey local = CipherKey.ofGcm(key);
        SampleDatabase database =
            SampleDatabase.create(
                folder.resolve("wickr_db.sqlite"), local, new SecureRandom(new byte[1]))) {
      database.account("lina");
      List<String> people = new ArrayList<>();
      for (int i = 0; i <= CONVERSATIONS; i++) {
        people.add(i == 0 ? "lina" : "person" + i);
        database.person(i + 1, id(random), people.getLast(), null);
      }
      for (int i = 1; i <= CONVERSATIONS; i++) {
        Script.Scene scene =
            new Script.Scene("room", "Room " + i, "About " + i, people, new ArrayList<>());
        database.conversation(i, "S" + id(random), scene, List.of(1, i + 1));
      }
      for (int i = 0; i < messages; i++) {
        ScriptLine line =
            new ScriptLine(
                people.get(i % people.size()),
                Instant.ofEpochSecond(1_600_000_000L + i),
                null,
                ScriptLine.Kind.TEXT,
                List.of(text(random)),
                0);
        SampleMessage message = SampleMessage.text(line.sender(), line.argument(0));
        database.message(
            id(random), 1 + random.nextInt(CONVERSATIONS), "person" + i % 9, line, message);
      }
      database.commit();
      return new BigStore(folder, local.serialised().bytes().clone());
    }
  }

  /** The text that the database is encrypted with. */
  public String passphrase() {
    return "x'" + HexFormat.of().formatHex(key) + "'";
  }

  private static String text(Random random) {
    int length = random.nextInt(60) == 0 ? 3000 : 10 + random.nextInt(290);
    StringBuilder text = new StringBuilder();
    IntStream.range(0, length).forEach(_ -> text.append((char) ('a' + random.nextInt(26))));
    return text.toString();
  }

  private static String id(Random random) {
    byte[] id = new byte[32];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
