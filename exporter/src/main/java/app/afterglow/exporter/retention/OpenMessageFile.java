package app.afterglow.exporter.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Reads messages from their places; neighbours mostly share a file, so the last one stays open. */
final class OpenMessageFile implements AutoCloseable {

  private final RetentionIndex index;
  private @Nullable SeekableByteChannel channel;
  private int number = -1;

  OpenMessageFile(RetentionIndex index) {
    this.index = index;
  }

  /** The message of this number. */
  JsonNode read(MessagePlaces places, int message) {
    try {
      SeekableByteChannel file = open(places.file(message));
      file.position(places.offset(message));
      return JsonObjects.at(Channels.newInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SeekableByteChannel open(int file) throws IOException {
    SeekableByteChannel open = channel;
    if (open != null && number == file) {
      return open;
    }
    close();
    open = Files.newByteChannel(index.file(file));
    channel = open;
    number = file;
    return open;
  }

  @Override
  public void close() {
    SeekableByteChannel open = channel;
    channel = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
