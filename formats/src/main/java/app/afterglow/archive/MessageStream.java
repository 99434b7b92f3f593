package app.afterglow.archive;

import app.afterglow.model.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A conversation's messages across its files, each opened when the one before is at its end. */
final class MessageStream extends Spliterators.AbstractSpliterator<Message> {

  /** Opens one file. */
  @FunctionalInterface
  interface Opener {
    JsonLines<Message> open(String path) throws IOException;
  }

  private final Iterator<String> paths;
  private final Opener opener;
  private @Nullable JsonLines<Message> current;

  MessageStream(Iterator<String> paths, Opener opener) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.paths = paths;
    this.opener = opener;
  }

  Stream<Message> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Message> action) {
    Message message;
    try {
      message = next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (message != null) {
      action.accept(message);
    }
    return message != null;
  }

  private @Nullable Message next() throws IOException {
    while (true) {
      if (current != null) {
        Message message = current.next();
        if (message != null) {
          return message;
        }
        current.close();
        current = null;
      }
      if (!paths.hasNext()) {
        return null;
      }
      current = opener.open(paths.next());
    }
  }

  private void close() {
    try {
      if (current != null) {
        current.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
