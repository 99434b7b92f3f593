package app.afterglow.importer.html;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Account;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Conversation;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the data files: pages as the messages pass by, and lists beside them. In memory stay the
 * table of pages and the part of the search index that is being gathered.
 */
final class PagesWriter implements Walk.Visitor {

  private static final long INDEX_MEMORY = 40L << 20;

  private final History history;
  private final ImportRequest request;
  private final OutputFolder folder;
  private final Tally tally;
  private final boolean copyMedia;
  private final MediaFolder media;
  private final SearchIndex index;
  private final JsonGenerator conversationList;
  private final JsonGenerator personList;
  private final List<List<ConversationPages.Page>> conversations = new ArrayList<>();
  private @Nullable ConversationPages pages;
  private long messages;

  PagesWriter(
      History history, ImportRequest request, OutputFolder folder, Tally tally, boolean copyMedia)
      throws IOException {
    this.history = history;
    this.request = request;
    this.folder = folder;
    this.tally = tally;
    this.copyMedia = copyMedia;
    this.media = new MediaFolder(folder, history);
    this.index = new SearchIndex(folder, INDEX_MEMORY);
    this.conversationList = Json.generator(new DataFile(folder, "conversations"));
    this.personList = Json.generator(new DataFile(folder, "people"));
    conversationList.writeStartArray();
    personList.writeStartArray();
  }

  @Override
  public void beginConversation(ArchivedConversation conversation) {
    tally.conversation();
    pages = new ConversationPages(folder, conversations.size(), request.zone());
  }

  @Override
  public void message(Message message) throws IOException {
    tally.message();
    List<Placed> placed = new ArrayList<>();
    for (Attachment attachment : message.attachments()) {
      Placed place = place(attachment);
      tally.attachment(message, attachment, place);
      placed.add(place);
    }
    Objects.requireNonNull(pages).add(message, placed);
    index.add(messages++, message);
  }

  private Placed place(Attachment attachment) throws IOException {
    if (attachment.status() != Attachment.Status.PRESENT) {
      return new Placed(attachment.status().word(), null);
    }
    if (!copyMedia) {
      return new Placed(Placed.LEFT_OUT, null);
    }
    String path = media.put(attachment);
    return new Placed(path == null ? Placed.UNREADABLE : attachment.status().word(), path);
  }

  @Override
  public void endConversation(ArchivedConversation archived) throws IOException {
    ConversationPages written = Objects.requireNonNull(pages);
    written.close();
    List<ConversationPages.Page> table = List.copyOf(written.pages());
    conversations.add(table);
    Conversation conversation = archived.conversation();
    JsonGenerator out = conversationList;
    out.writeStartObject();
    out.writeStringField("id", conversation.id());
    out.writeStringField("kind", conversation.kind().word());
    PageJson.text("title", conversation.title(), out);
    PageJson.text("description", conversation.description(), out);
    PageJson.strings("memberIds", conversation.memberIds(), out);
    out.writeNumberField(
        "messageCount", table.stream().mapToLong(ConversationPages.Page::count).sum());
    if (!table.isEmpty()) {
      out.writeNumberField("firstAt", table.getFirst().firstAt());
      out.writeNumberField("lastAt", table.getLast().lastAt());
    }
    PageJson.raw(conversation.raw(), out);
    out.writeEndObject();
  }

  @Override
  public void person(Person person) throws IOException {
    tally.person();
    personList.writeStartObject();
    personList.writeStringField("id", person.id());
    PageJson.text("name", person.name(), personList);
    PageJson.text("displayName", person.displayName(), personList);
    personList.writeBooleanField("self", person.self());
    personList.writeEndObject();
  }

  /** Writes what can only be written at the end. */
  void finish() throws IOException {
    conversationList.writeEndArray();
    conversationList.close();
    personList.writeEndArray();
    personList.close();
    writeTable();
    index.finish();
    long losses = writeLosses();
    writeDescription(losses);
    ReaderFiles.copyTo(folder);
    FolderReadme.write(folder, request.locale(), tally.balance());
  }

  private void writeTable() throws IOException {
    try (JsonGenerator out = Json.generator(new DataFile(folder, "pages"))) {
      out.writeStartArray();
      for (List<ConversationPages.Page> table : conversations) {
        out.writeStartArray();
        for (ConversationPages.Page page : table) {
          out.writeStartArray();
          out.writeString(page.month());
          out.writeNumber(page.number());
          out.writeNumber(page.count());
          out.writeNumber(page.firstAt());
          out.writeNumber(page.lastAt());
          out.writeEndArray();
        }
        out.writeEndArray();
      }
      out.writeEndArray();
    }
  }

  private long writeLosses() throws IOException {
    long count = 0;
    try (JsonGenerator out = Json.generator(new DataFile(folder, "losses"));
        Stream<Loss> archived = history.losses()) {
      out.writeStartArray();
      Iterator<Loss> all = Stream.concat(archived, tally.ownLosses()).iterator();
      while (all.hasNext()) {
        Loss loss = all.next();
        out.writeStartObject();
        out.writeStringField("what", loss.what().word());
        out.writeStringField("id", loss.id());
        out.writeStringField("reason", loss.reason());
        PageJson.text("detail", loss.detail(), out);
        out.writeBooleanField("partial", loss.partial());
        out.writeEndObject();
        count++;
      }
      out.writeEndArray();
    }
    return count;
  }

  private void writeDescription(long losses) throws IOException {
    try (JsonGenerator out = Json.generator(new DataFile(folder, "index"))) {
      out.writeStartObject();
      out.writeArrayFieldStart("accounts");
      for (Account account : history.accounts()) {
        out.writeStartObject();
        out.writeStringField("id", account.id());
        PageJson.text("name", account.name(), out);
        out.writeStringField("application", account.application());
        PageJson.text("applicationVersion", account.applicationVersion(), out);
        out.writeStringField("platform", account.platform());
        out.writeEndObject();
      }
      out.writeEndArray();
      Balance balance = tally.balance();
      out.writeObjectFieldStart("balance");
      line("people", balance.people(), out);
      line("conversations", balance.conversations(), out);
      line("messages", balance.messages(), out);
      line("attachments", balance.attachments(), out);
      out.writeEndObject();
      out.writeNumberField("lossCount", losses);
      out.writeStringField("zone", request.zone().getId());
      out.writeStringField("language", request.locale().toLanguageTag());
      out.writeEndObject();
    }
  }

  private static void line(String field, Balance.Line line, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("found", line.found());
    out.writeNumberField("carried", line.carried());
    out.writeNumberField("lost", line.lost());
    out.writeEndObject();
  }

  /** Of each conversation, the pages written. */
  List<List<ConversationPages.Page>> conversations() {
    return conversations;
  }
}
