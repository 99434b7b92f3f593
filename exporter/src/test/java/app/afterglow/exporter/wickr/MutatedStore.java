package app.afterglow.exporter.wickr;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundAttachment;
import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.sqlcipher.KeySearch;
import app.afterglow.exporter.sqlcipher.PageKey;
import app.afterglow.exporter.sqlcipher.PrivateCopy;
import app.afterglow.exporter.sqlcipher.StoreDatabase;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.model.Conversation;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A copy of a sample that is damaged and repaired again and again, and what must hold meanwhile.
 * Each file is checked by what reads it: a mutated attachment needs no database opened anew, and
 * the key of the pages is derived once.
 */
final class MutatedStore implements AutoCloseable {

  private final String sample;
  private final Path folder;
  private final FoundStore found;
  private final StoreLayout layout;
  private final DerivedKeys keys;
  private final StoreTruth truth;
  private final Source wholeSource;
  private final Map<Long, byte[]> contents = new HashMap<>();
  private final Map<String, List<Long>> handlesByFile = new HashMap<>();
  private final List<Path> attachments = new ArrayList<>();
  private final List<Path> keyFiles = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();
  private int read;

  /** A file that is damaged, and what its damage may lead to. */
  abstract static class Part {
    final Path file;

    Part(Path file) {
      this.file = file;
    }

    Mutation mutate(SplittableRandom random) throws IOException {
      return Mutation.apply(file, random);
    }

    abstract void check() throws IOException;
  }

  private MutatedStore(String sample, Path folder) throws IOException, SQLException {
    this.sample = sample;
    this.folder = folder;
    Samples.copy(sample, folder);
    this.found = StoreFinder.only(folder, "wickr");
    this.layout =
        Stream.of(new DesktopLayout(), new AndroidLayout(), new IosLayout())
            .filter(candidate -> candidate.isOf(found))
            .findFirst()
            .orElseThrow();
    Optional<KeyPlan> plan = layout.keyPlan(found);
    this.keys =
        plan.isPresent() ? DerivedKeys.of(sample, found, plan.get()) : DerivedKeys.none(sample);
    sortFiles();
    Map<String, Long> rows = rows();
    try (Source source = open()) {
      truth = StoreTruth.of(source, rows, isEncrypted());
    }
    this.wholeSource = open();
    readAttachments();
  }

  static MutatedStore of(String sample, Path folder) throws IOException, SQLException {
    return new MutatedStore(sample, folder);
  }

  private boolean isEncrypted() {
    return layout.keyPlan(found).isPresent();
  }

  private Map<String, Long> rows() throws IOException, SQLException {
    Map<String, Long> rows = new HashMap<>();
    String sql =
        isEncrypted()
            ? "SELECT messageID, rowid FROM Wickr_Message"
            : "SELECT ZMSGID, Z_PK FROM ZWICKR_MESSAGE";
    try (PrivateCopy copy = PrivateCopy.of(found.database(), Progress.SILENT);
        StoreDatabase database = database(copy);
        Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getLong(2));
      }
    }
    return rows;
  }

  private StoreDatabase database(PrivateCopy copy) throws IOException {
    if (!isEncrypted()) {
      return StoreDatabase.openPlain(copy, found.database());
    }
    try (KeyCandidate candidate = keys.candidates().getFirst();
        PageKey key =
            KeySearch.find(found.database(), List.of(candidate), Progress.SILENT).orElseThrow()) {
      return StoreDatabase.openEncrypted(copy, found.database(), key);
    }
  }

  private void sortFiles() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".wic")) {
          keyFiles.add(file);
        } else if (name.length() == 36) {
          attachments.add(file);
        } else if (!file.toString().startsWith(found.database().toString())) {
          others.add(file);
        }
      }
    }
  }

  private Source open() throws IOException {
    FoundStore now = StoreFinder.only(folder, "wickr");
    try (Credentials key = new Credentials(null, null, null, Samples.databaseKey(sample))) {
      return WickrSource.open(
          now, layout, key, _ -> keys.candidates(), DatabaseReading.Way.USUAL, Progress.SILENT);
    }
  }

  private void readAttachments() throws IOException {
    for (Conversation conversation : truth.conversations()) {
      try (Stream<FoundMessage> messages = wholeSource.messages(conversation)) {
        for (FoundMessage message : messages.toList()) {
          for (FoundAttachment attachment : message.attachments()) {
            String name = String.valueOf(attachment.sourceId());
            handlesByFile.computeIfAbsent(name, _ -> new ArrayList<>()).add(attachment.handle());
            contents.put(attachment.handle(), content(attachment.handle()));
          }
        }
      }
    }
  }

  /** An attachment's content; empty where it is missing or damaged, and that is said. */
  private byte[] content(long handle) throws IOException {
    try (InputStream in = wholeSource.attachment(handle)) {
      return in.readAllBytes();
    } catch (NoSuchFileException | DamagedInputException e) {
      return new byte[0];
    }
  }

  /** How often the database could be read. */
  int read() {
    return read;
  }

  /**
   * Chooses what is damaged next. Reading a whole database takes twenty times as long as the rest,
   * so that it is not half of the run.
   */
  Part choose(SplittableRandom random) {
    int choice = random.nextInt(100);
    if (choice < 16) {
      return new DatabasePart(found.database());
    }
    if (choice < 22) {
      return new DatabasePart(beside(List.of("-wal", "-wal", "-wal", "-shm", "-journal"), random));
    }
    if (choice < 23 && !others.isEmpty()) {
      return new DatabasePart(others.get(random.nextInt(others.size())));
    }
    return choice < 45 && !keyFiles.isEmpty()
        ? new KeyPart(keyFiles.get(random.nextInt(keyFiles.size())))
        : new AttachmentPart(attachments.get(random.nextInt(attachments.size())));
  }

  private Path beside(List<String> suffixes, SplittableRandom random) {
    return found
        .database()
        .resolveSibling(
            found.database().getFileName() + suffixes.get(random.nextInt(suffixes.size())));
  }

  /** The undamaged copy reads as it did in the beginning. */
  void assertWhole() throws IOException {
    int before = read;
    new DatabasePart(found.database()).check();
    assertThat(read).isEqualTo(before + 1);
  }

  /** The database, its log, and whatever should not matter to it. */
  private final class DatabasePart extends Part {
    DatabasePart(Path file) {
      super(file);
    }

    @Override
    Mutation mutate(SplittableRandom random) throws IOException {
      return Files.exists(file)
          ? super.mutate(random)
          : Mutation.intrude(file, found.database(), random);
    }

    @Override
    void check() throws IOException {
      try (Source source = open()) {
        truth.assertExplained(source);
        read++;
      } catch (AfterglowException e) {
        note(e);
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof AfterglowException problem)) {
          throw e;
        }
        note(problem);
      }
    }
  }

  private void note(AfterglowException problem) {
    // Words in every language: a key without them would fail here.
    for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      assertThat(problem.problem().what(locale)).isNotBlank();
      assertThat(problem.problem().next(locale)).isNotBlank();
    }
  }

  /** A file of keys: it opens to the same keys as before, or not at all. */
  private final class KeyPart extends Part {
    KeyPart(Path file) {
      super(file);
    }

    @Override
    void check() throws IOException {
      try (CipherKey key = unlock();
          Secret given = Samples.databaseKey(sample);
          CipherKey truly = KeyUnlock.ofDatabaseKey(given)) {
        assertThat(key.serialised().bytes()).isEqualTo(truly.serialised().bytes());
      } catch (AfterglowException e) {
        note(e);
      }
    }

    private CipherKey unlock() throws IOException {
      KeyPlan plan = layout.keyPlan(found).orElseThrow();
      if (!file.equals(plan.passwordFile()) || !Files.isRegularFile(file)) {
        boolean byPassword = file.equals(plan.passwordFile());
        try (Credentials credentials =
            byPassword
                ? Credentials.ofPassword(Samples.password(sample))
                : Credentials.ofDeviceId(Samples.sid(sample))) {
          return plan.unlock(credentials);
        }
      }
      try (Secret password = Samples.password(sample)) {
        return KeyUnlock.withPassword(file, password, keys);
      }
    }
  }

  /** An attachment: its own content or a problem, and the others' content as ever. */
  private final class AttachmentPart extends Part {
    AttachmentPart(Path file) {
      super(file);
    }

    @Override
    void check() throws IOException {
      String name = String.valueOf(file.getFileName());
      for (long handle : handlesByFile.getOrDefault(name, List.of())) {
        byte[] content = content(handle);
        if (content.length > 0 && !Arrays.equals(content, contents.get(handle))) {
          throw new AssertionError("other content of " + name);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    wholeSource.close();
  }
}
