package app.afterglow.archive;

import app.afterglow.model.Conversation;
import app.afterglow.model.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one conversation's messages, a new file whenever one is full. */
final class MessageFiles {

  /** A file is full at this size in bytes, too: long messages make no files too large to hold. */
  private static final int LARGEST_FILE = 32 << 20;

  private final ZipSink sink;
  private final Conversation conversation;
  private final MessageOrder order = new MessageOrder();
  private final List<String> files = new ArrayList<>();
  private @Nullable OutputStream out;
  private int messagesInFile;
  private long bytesInFile;
  private long count;
  private @Nullable Instant firstAt;
  private @Nullable Instant lastAt;

  MessageFiles(ZipSink sink, Conversation conversation) {
    this.sink = sink;
    this.conversation = conversation;
  }

  /**
   * Makes sure that a message is this conversation's and the next.
   *
   * @throws IllegalArgumentException where it is another conversation's or out of order
   */
  void requireNext(Message message) {
    if (!message.conversationId().equals(conversation.id())) {
      throw new IllegalArgumentException(
          "message " + message.id() + " does not belong to conversation " + conversation.id());
    }
    if (!order.follows(message)) {
      throw new IllegalArgumentException(
          "message " + message.id() + " does not come after the one before by (time, id)");
    }
  }

  /** Adds a message that is the next. */
  void add(Message message, byte[] line) throws IOException {
    if (messagesInFile == Layout.MESSAGES_PER_FILE || bytesInFile + line.length > LARGEST_FILE) {
      closeFile();
    }
    if (out == null) {
      String path =
          Layout.messageFile(SafeName.ofConversation(conversation.id()), files.size() + 1);
      out = sink.text(path);
      files.add(path);
    }
    out.write(line);
    messagesInFile++;
    bytesInFile += line.length;
    count++;
    Instant at = Timestamps.truncated(message.sentAt());
    firstAt = firstAt == null ? at : firstAt;
    lastAt = at;
  }

  private void closeFile() throws IOException {
    if (out != null) {
      out.close();
      out = null;
      messagesInFile = 0;
      bytesInFile = 0;
    }
  }

  /** Ends the conversation. */
  ArchivedConversation end() throws IOException {
    closeFile();
    return new ArchivedConversation(conversation, files, count, firstAt, lastAt);
  }
}
