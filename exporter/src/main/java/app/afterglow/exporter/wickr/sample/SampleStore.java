package app.afterglow.exporter.wickr.sample;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.exporter.wickr.crypto.PasswordKdf;
import app.afterglow.exporter.wickr.crypto.PasswordProtected;
import app.afterglow.exporter.wickr.crypto.StorageKeys;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a small Wickr Me desktop store with made-up people, as its client leaves it after logging
 * out: what {@code conversations.txt} tells, as an encrypted database, key file and attachments.
 * One attachment is damaged and one is missing, for stores are like that. Ids are the same every
 * time, keys never are.
 */
public final class SampleStore {

  private static final String PASSWORD = "lantern harbour violet 42";

  /** Sent, and no longer whole on this device. */
  private static final Set<String> DAMAGED = Set.of("atlas-set.bin");

  /** Sent, and no longer on this device. */
  private static final Set<String> MISSING = Set.of("tie.png");

  /** Names that lina gave people in her address book. */
  private static final Map<String, String> CUSTOM_NAMES =
      Map.of("nadia", "Nadia ❤️", "tomas", "Tomás (Valencia)");

  private final SecureRandom random = new SecureRandom();
  private final Path folder;
  private final SampleDatabase database;
  private final List<String> people;
  private final Instant until;
  private final Map<String, String> idByLabel = new HashMap<>();
  private int messages;

  private SampleStore(Path folder, SampleDatabase database, List<String> people, Instant until) {
    this.folder = folder;
    this.database = database;
    this.people = people;
    this.until = until;
  }

  /** The account password of the sample, a fresh copy. */
  public static Secret password() {
    return Secret.owning(PASSWORD.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the sample store into a new folder, and returns it.
   *
   * @throws java.nio.file.FileAlreadyExistsException where something of this name exists already
   */
  public static Path create(Path folder) throws IOException {
    return create(folder, Instant.MAX);
  }

  /**
   * As {@link #create(Path)}, with what was sent before a time only: an older copy of the store.
   * Ids are those of the whole one.
   */
  public static Path create(Path folder, Instant until) throws IOException {
    if (folder.getParent() != null) {
      Files.createDirectories(folder.getParent());
    }
    Files.createDirectory(folder);
    Script script = Script.read();
    SecureRandom random = new SecureRandom();
    try (StorageKeys keys = new StorageKeys(freshKey(random), freshKey(random));
        Secret serialised = keys.serialise();
        Secret password = password();
        SampleDatabase database =
            SampleDatabase.create(folder.resolve("wickr_db.sqlite"), keys.local(), random)) {
      new SampleStore(folder, database, List.copyOf(script.people()), until).write(script);
      Files.write(
          folder.resolve("wickr_db.sqlite.wic"),
          PasswordProtected.seal(
              PasswordKdf.SCRYPT_17,
              password,
              fresh(random, PasswordKdf.SALT_LENGTH),
              fresh(random, 12),
              serialised));
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return folder;
  }

  private static byte[] fresh(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static CipherKey freshKey(SecureRandom random) {
    return CipherKey.ofGcm(fresh(random, CipherKey.KEY_LENGTH));
  }

  private void write(Script script) throws IOException, SQLException {
    Files.createDirectories(attachments());
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("logs").resolve("wickr.log"), "client started\n");
    database.account(Script.OWNER);
    for (String name : people) {
      database.person(row(name), personId(name), name, CUSTOM_NAMES.get(name));
    }
    int conversation = 0;
    for (Script.Scene scene : script.conversations()) {
      conversation++;
      List<Integer> members = new ArrayList<>();
      scene.members().forEach(name -> members.add(row(name)));
      database.conversation(conversation, conversationId(scene), scene, members);
      for (ScriptLine line : scene.lines()) {
        message(conversation, scene, line);
      }
    }
    database.commit();
  }

  private Path attachments() {
    return folder.resolve("temp").resolve("attachments");
  }

  private int row(String name) {
    return people.indexOf(name) + 1;
  }

  private static String personId(String name) {
    return sha256("person/" + name);
  }

  private static String conversationId(Script.Scene scene) {
    String hash = sha256("conversation/" + scene.title() + scene.members());
    return switch (scene.kind()) {
      case "room" -> "S" + hash;
      case "group" -> "G" + hash;
      default -> hash;
    };
  }

  private void message(int conversation, Script.Scene scene, ScriptLine line)
      throws IOException, SQLException {
    String id = sha256("message/" + messages++);
    if (line.label() != null) {
      idByLabel.put(line.label(), id);
    }
    if (!line.at().isBefore(until)) {
      return;
    }
    SampleMessage message =
        switch (line.kind()) {
          case TEXT -> SampleMessage.text(line.sender(), line.argument(0));
          case FILE -> file(line.sender(), line.argument(0));
          case EDIT, REACT, DELETE, CALL, PLACE, EVENT ->
              SampleMessage.other(line, target(line), scene.members());
        };
    database.message(id, conversation, personId(line.sender()), line, message);
  }

  private @Nullable String target(ScriptLine line) {
    return idByLabel.get(line.argument(0));
  }

  private SampleMessage file(String sender, String name) throws IOException, SQLException {
    byte[] content = SampleFiles.content(name);
    String guid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    try (CipherKey key = freshKey(random)) {
      byte[] sealed = CipherResult.seal(key.key().bytes(), fresh(random, 12), content);
      if (DAMAGED.contains(name)) {
        sealed[sealed.length / 2] ^= 1;
      }
      if (!MISSING.contains(name)) {
        Files.write(attachments().resolve(guid), sealed);
      }
      database.file(guid);
      return SampleMessage.file(sender, name, guid, key, content);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = ("afterglow sample/" + text).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
