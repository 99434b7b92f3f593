package app.afterglow.exporter.wickr;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundMessage;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.sqlcipher.KeyCandidate;
import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.payload.FileDetails;
import app.afterglow.model.Account;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Person;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An opened Wickr store. */
final class WickrSource implements Source {

  /** Files of one message, which share the upper bits of their handles with its position. */
  private static final int HANDLE_BITS = 20;

  private static final long HANDLE_MASK = (1L << HANDLE_BITS) - 1;

  private final OpenedStore store;
  private final StoreTables tables;
  private final AttachmentFolder attachments;
  private final MessageMapper mapper;
  private final Map<Long, Loss> lossesByRow = new LinkedHashMap<>();
  private final Map<Long, Loss> lossesByHandle = new LinkedHashMap<>();

  /** Positions of messages whose first file was compared with its hash. */
  private final BitSet hashesChecked = new BitSet();

  private WickrSource(OpenedStore store, AttachmentFolder attachments) {
    this.store = store;
    this.tables = store.reading().tables();
    this.attachments = attachments;
    this.mapper = new MessageMapper(tables::hasMessage, tables.people());
  }

  static WickrSource open(
      FoundStore found,
      StoreLayout layout,
      Credentials credentials,
      DatabaseReading.Way way,
      Progress progress)
      throws IOException {
    return open(found, layout, credentials, KeyUnlock::candidates, way, progress);
  }

  /** The same with other candidates, so that a test need not derive a key a thousand times. */
  static WickrSource open(
      FoundStore found,
      StoreLayout layout,
      Credentials credentials,
      Function<CipherKey, List<KeyCandidate>> candidates,
      DatabaseReading.Way way,
      Progress progress)
      throws IOException {
    Optional<KeyPlan> plan = layout.keyPlan(found);
    OpenedStore store =
        plan.isPresent()
            ? OpenedStore.open(found, plan.get(), credentials, candidates, way, progress)
            : OpenedStore.openPlain(found, credentials, way, progress);
    return new WickrSource(store, layout.attachments(found));
  }

  @Override
  public Account account() {
    return tables.account();
  }

  @Override
  public Stream<Person> people() {
    return tables.people().all().stream();
  }

  @Override
  public Stream<Conversation> conversations() {
    return tables.conversations().all().stream();
  }

  @Override
  public long messageCount() {
    return tables.messageCount() + store.reading().lostMessages();
  }

  @Override
  public Stream<FoundMessage> messages(Conversation conversation) {
    int number = tables.conversations().numberOf(conversation.id());
    if (number < 0) {
      return Stream.empty();
    }
    Iterator<FoundMessage> messages =
        new MessageIterator(tables, number, this::found, this::tooLarge);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(messages, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private FoundMessage found(StoredMessage message, int position) {
    return mapper.map(message, (long) position << HANDLE_BITS);
  }

  private void tooLarge(long row, String id) {
    lossesByRow.putIfAbsent(
        row,
        Loss.whole(Loss.What.MESSAGE, id, "message-too-large", "a value of row %d".formatted(row)));
  }

  @Override
  public InputStream attachment(long handle) throws IOException {
    FileDetails details = details(handle);
    InputStream content = attachments.open(details);
    int position = (int) (handle >>> HANDLE_BITS);
    boolean isFirst = (handle & HANDLE_MASK) == 0;
    if (details.hash() == null || isFirst && hashesChecked.get(position)) {
      return content;
    }
    return new HashChecking(
        content,
        details.hash(),
        fits -> {
          // An export reads every file twice; the second file of a message is compared each time.
          if (isFirst) {
            hashesChecked.set(position);
          }
          if (!fits) {
            hashDiffers(handle, details);
          }
        });
  }

  private FileDetails details(long handle) throws IOException {
    int position = (int) (handle >>> HANDLE_BITS);
    MessageOrder order = tables.order();
    if (handle < 0 || position >= order.size()) {
      throw new NoSuchFileException("attachment " + handle);
    }
    Optional<StoredMessage> message =
        tables.message(order.row(position), order.conversation(position));
    List<FileDetails> files = message.map(MessageMapper::files).orElse(List.of());
    int index = (int) (handle & HANDLE_MASK);
    if (index >= files.size()) {
      throw new NoSuchFileException("attachment " + handle);
    }
    return files.get(index);
  }

  /**
   * The hash in the message may also be one of the encrypted file: only if neither fits, say so.
   */
  private void hashDiffers(long handle, FileDetails details) throws IOException {
    String guid = String.valueOf(details.guid());
    if (!HashChecking.fits(attachments.find(guid), String.valueOf(details.hash()))) {
      lossesByHandle.put(
          handle,
          Loss.partial(
              Loss.What.ATTACHMENT,
              guid,
              "hash-differs",
              "the content is authentic, but the hash in the message is not its SHA-512"));
    }
  }

  @Override
  public List<Loss> losses() {
    List<Loss> losses = new ArrayList<>(store.reading().losses());
    losses.addAll(tables.losses());
    losses.addAll(lossesByRow.values());
    losses.addAll(lossesByHandle.values());
    return losses;
  }

  @Override
  public boolean needsSalvage() {
    return store.reading().needsSalvage();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
