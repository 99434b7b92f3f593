package app.afterglow.archive;

import app.afterglow.age.AgeChannel;
import app.afterglow.age.Identity;
import app.afterglow.model.Account;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads any part of an archive without decrypting the rest. Opening reads the ZIP's directory and
 * {@code data/archive.json}; a conversation's messages read that conversation's files.
 *
 * <p>age authenticates every byte, and the ZIP's sizes and CRCs are checked; the manifests are the
 * {@link ArchiveVerifier}'s. What is malformed is a {@code DamagedInputException} that names file
 * and line. Fields this version doesn't know are ignored. Streams may be read in turn, and by
 * several threads.
 */
public final class ArchiveReader implements History {

  /** The largest {@code archive.json} in bytes. */
  private static final int LARGEST_INFO = 16 << 20;

  /** The largest {@code conversations.jsonl} in bytes: the one file that is held whole. */
  static final long LARGEST_CONVERSATIONS = 256 << 20;

  private final AgeChannel channel;
  private final ZipDirectory directory;
  private final ArchiveInfo info;
  private @Nullable List<ArchivedConversation> conversations;

  private ArchiveReader(AgeChannel channel) throws IOException {
    this.channel = channel;
    this.directory = ZipDirectory.read(channel);
    ZipDirectory.Entry entry = directory.find(Layout.ARCHIVE);
    if (entry == null) {
      throw ArchiveProblems.notAnArchive("there is no " + Layout.ARCHIVE + " in it");
    }
    if (entry.size() > LARGEST_INFO) {
      throw ArchiveProblems.entry(Layout.ARCHIVE, "larger than " + LARGEST_INFO + " bytes", null);
    }
    try (InputStream in = ZipContent.open(channel, entry)) {
      this.info = InfoJson.read(in.readAllBytes());
    }
  }

  /**
   * Opens an archive; the identities stay the caller's.
   *
   * @throws app.afterglow.problem.WrongKeyException where no identity fits
   * @throws app.afterglow.problem.DamagedInputException where the file is damaged or cut off
   * @throws app.afterglow.problem.UnsupportedInputException where it is no archive, or one of a
   *     later format version
   */
  public static ArchiveReader open(Path file, List<? extends Identity> identities)
      throws IOException {
    AgeChannel channel = AgeChannel.open(file, identities);
    try {
      return new ArchiveReader(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** {@code data/archive.json}. */
  public ArchiveInfo info() {
    return info;
  }

  /** Plaintext bytes decrypted so far. */
  public long bytesDecrypted() {
    synchronized (channel) {
      return channel.bytesDecrypted();
    }
  }

  /**
   * One file of the archive, for whoever shows it without unpacking it.
   *
   * @param path its path below the archive's top folder, such as {@code data/people.jsonl}
   * @param size bytes of its content
   * @param seekable true where {@link #range} reads any part of it without what stands before
   */
  public record File(String path, long size, boolean seekable) {}

  /** A file by its path below the archive's top folder, null where there is none. */
  public @Nullable File file(String path) throws IOException {
    ZipDirectory.Entry entry = directory.find(path);
    return entry == null ? null : new File(path, entry.size(), entry.isStored());
  }

  /** An attachment's content as a file of the archive, null where it isn't there. */
  public @Nullable File attachmentFile(String sha256) throws IOException {
    return Sha256.isHex(sha256) ? file(Layout.attachment(sha256)) : null;
  }

  /**
   * A file's whole content.
   *
   * @throws app.afterglow.problem.DamagedInputException where it isn't there, here or while reading
   */
  public InputStream content(String path) throws IOException {
    return ZipContent.open(channel, entry(path));
  }

  /**
   * A part of a file's content. It costs what the part costs where the file is {@linkplain
   * File#seekable() seekable}, and else what everything up to its end costs.
   *
   * @param offset its first byte
   * @param length how many bytes
   * @throws IndexOutOfBoundsException where the file has no such part
   */
  public InputStream range(String path, long offset, long length) throws IOException {
    ZipDirectory.Entry entry = entry(path);
    if (entry.isStored()) {
      return ZipContent.range(channel, entry, offset, length);
    }
    Objects.checkFromIndexSize(offset, length, entry.size());
    InputStream in = ZipContent.open(channel, entry);
    try {
      in.skipNBytes(offset);
      return new BoundedStream(in, length);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  AgeChannel channel() {
    return channel;
  }

  ZipDirectory directory() {
    return directory;
  }

  /** A file that has to be there. */
  ZipDirectory.Entry entry(String path) throws IOException {
    ZipDirectory.Entry entry = directory.find(path);
    if (entry == null) {
      throw ArchiveProblems.entry(path, "missing", null);
    }
    return entry;
  }

  @Override
  public List<Account> accounts() {
    return List.of(info.description().account());
  }

  @Override
  public Stream<Person> people() throws IOException {
    return lines(Layout.PEOPLE, RecordParser::person).stream();
  }

  @Override
  public List<ArchivedConversation> conversations() throws IOException {
    synchronized (channel) {
      if (conversations == null) {
        conversations = readConversations();
      }
      return conversations;
    }
  }

  private List<ArchivedConversation> readConversations() throws IOException {
    if (entry(Layout.CONVERSATIONS).size() > LARGEST_CONVERSATIONS) {
      throw ArchiveProblems.entry(
          Layout.CONVERSATIONS, "larger than " + LARGEST_CONVERSATIONS + " bytes", null);
    }
    List<ArchivedConversation> found = new ArrayList<>();
    try (JsonLines<ArchivedConversation> lines =
        lines(Layout.CONVERSATIONS, RecordParser::conversation)) {
      for (var next = lines.next(); next != null; next = lines.next()) {
        found.add(next);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public Stream<Message> messages(ArchivedConversation conversation) throws IOException {
    String id = conversation.conversation().id();
    for (String path : conversation.messageFiles()) {
      entry(path);
    }
    Function<JsonFields, Message> read =
        json -> {
          Message message = RecordParser.message(json);
          if (!message.conversationId().equals(id)) {
            throw new IllegalArgumentException("a message of another conversation");
          }
          return message;
        };
    return new MessageStream(conversation.messageFiles().iterator(), path -> lines(path, read))
        .stream();
  }

  @Override
  public InputStream attachment(String sha256) throws IOException {
    Sha256.bytes(sha256);
    return content(Layout.attachment(sha256));
  }

  @Override
  public Stream<Loss> losses() throws IOException {
    return lines(Layout.LOSSES, RecordParser::loss).stream();
  }

  private <T> JsonLines<T> lines(String path, Function<JsonFields, T> read) throws IOException {
    return new JsonLines<>(path, content(path), read);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
