package app.afterglow.launcher.viewer.measure;

import app.afterglow.age.Recipient;
import app.afterglow.archive.ArchiveDescription;
import app.afterglow.archive.ArchiveWriter;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An archive of any size, whose words are spread as those of languages are: the n-th most frequent
 * word is n times as rare as the first (Zipf), of a vocabulary of 400,000. Half of the messages are
 * in one conversation, the rest in forty.
 */
final class BigArchive {

  private static final int VOCABULARY = 400_000;
  private static final int CONVERSATIONS = 41;
  private static final int PEOPLE = 60;
  private static final int FILM = 64 << 20;

  private final Random random = new Random(42);
  private final double[] cumulated = new double[VOCABULARY];

  private BigArchive() {
    double sum = 0;
    for (int i = 0; i < VOCABULARY; i++) {
      sum += 1.0 / (i + 2.7);
      cumulated[i] = sum;
    }
  }

  static void write(Path file, Recipient recipient, int messages) throws IOException {
    new BigArchive().writeTo(file, recipient, messages);
  }

  private void writeTo(Path file, Recipient recipient, int messages) throws IOException {
    Account account = new Account("p0", "me", "Wickr Me", "6.4.1", "linux");
    ArchiveDescription description =
        new ArchiveDescription("Afterglow", Instant.EPOCH, account, Map.of());
    byte[] film = new byte[FILM];
    random.nextBytes(film);
    String filmHash = sha256(film);
    long files = 0;
    try (ArchiveWriter writer = ArchiveWriter.create(file, List.of(recipient), description)) {
      for (int i = 0; i < PEOPLE; i++) {
        writer.person(new Person("p" + i, "person" + i, null, i == 0));
      }
      List<String> members = IntStream.range(0, PEOPLE).mapToObj(i -> "p" + i).toList();
      for (int c = 0; c < CONVERSATIONS; c++) {
        String id = "c" + c;
        writer.conversation(
            new Conversation(id, Conversation.Kind.ROOM, "Room " + c, null, members, Map.of()));
        int count = c == 0 ? messages - messages / 2 : messages / 2 / (CONVERSATIONS - 1);
        long time = 1_400_000_000_000L + random.nextInt(1 << 30);
        for (int m = 0; m < count; m++) {
          time += 1 + random.nextInt(120_000);
          boolean withFile = random.nextInt(5_000) == 0;
          files += withFile ? 1 : 0;
          writer.message(message(id, m, time, withFile ? filmHash : null));
        }
      }
      if (writer.wants(filmHash)) {
        writer.attachment(filmHash, new ByteArrayInputStream(film));
      }
      long written = (long) messages - messages / 2;
      written += (long) (messages / 2 / (CONVERSATIONS - 1)) * (CONVERSATIONS - 1);
      writer.finish(
          new Balance(
              new Balance.Line(PEOPLE, PEOPLE, 0),
              new Balance.Line(CONVERSATIONS, CONVERSATIONS, 0),
              new Balance.Line(written, written, 0),
              new Balance.Line(files, files, 0)),
          Progress.SILENT);
    }
  }

  private Message message(String conversation, int number, long time, @Nullable String film) {
    StringBuilder text = new StringBuilder();
    int words = 2 + (int) Math.abs(random.nextGaussian() * 14);
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(word());
    }
    List<Attachment> files =
        film == null
            ? List.of()
            : List.of(
                new Attachment(
                    "film.mp4", "video/mp4", FILM, film, Attachment.Status.PRESENT, "film"));
    Map<String, JsonNode> raw = Map.of("state", IntNode.valueOf(1), "inbox", IntNode.valueOf(0));
    return new Message(
        HexFormat.of().toHexDigits(random.nextLong()) + Integer.toHexString(number),
        conversation,
        "p" + random.nextInt(PEOPLE),
        Instant.ofEpochMilli(time),
        new MessageBody.Text(text.toString()),
        files,
        null,
        List.of(),
        List.of(),
        null,
        "1000",
        raw);
  }

  /** A word by its rank: the frequent ones are short. */
  private String word() {
    double at = random.nextDouble() * cumulated[VOCABULARY - 1];
    int rank = Arrays.binarySearch(cumulated, at);
    return word(rank < 0 ? -rank - 1 : rank);
  }

  static String word(int rank) {
    String consonants = "tnsrldkmpbvg";
    String vowels = "aeiou";
    StringBuilder word = new StringBuilder();
    for (int rest = rank; rest > 0 || word.isEmpty(); rest /= 60) {
      word.append(consonants.charAt(rest % 60 / 5)).append(vowels.charAt(rest % 5));
    }
    return word.toString();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
