package app.afterglow.importer.wickrio;

import app.afterglow.model.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * A transcript of a part of a conversation, made while it is read: nothing of it is ever held or
 * written to the disk.
 */
final class Transcript extends InputStream {

  private final Stream<Message> messages;
  private final Iterator<Message> all;
  private final Form form;
  private byte[] buffer;
  private int position;
  private boolean ended;

  /** How a transcript is written. */
  interface Form {
    /** What comes before the messages. */
    String head();

    /** One message. */
    String message(Message message) throws IOException;

    /** What comes after them. */
    String tail();
  }

  /**
   * A transcript of these messages.
   *
   * @param messages closed with the transcript
   */
  Transcript(Stream<Message> messages, Form form) {
    this.messages = messages;
    this.all = messages.iterator();
    this.form = form;
    this.buffer = form.head().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.length - position);
    System.arraycopy(buffer, position, into, offset, count);
    position += count;
    return count;
  }

  /** True where there is something left to give. */
  private boolean fill() throws IOException {
    while (position == buffer.length && !ended) {
      position = 0;
      buffer = next().getBytes(StandardCharsets.UTF_8);
    }
    return position < buffer.length;
  }

  private String next() throws IOException {
    try {
      if (all.hasNext()) {
        return form.message(all.next());
      }
      ended = true;
      return form.tail();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    messages.close();
  }
}
