package app.afterglow.archive;

import app.afterglow.problem.AfterglowException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one JSON Lines file, one record a line, each ended by a line feed. Whatever is wrong
 * is a {@code DamagedInputException} that names file and line.
 */
final class JsonLines<T> implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final String path;
  private final InputStream in;
  private final Function<JsonFields, T> read;
  private byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long line;

  JsonLines(String path, InputStream in, Function<JsonFields, T> read) {
    this.path = path;
    this.in = in;
    this.read = read;
  }

  /** The next record, null at the end. */
  @Nullable T next() throws IOException {
    int length = nextLine();
    if (length < 0) {
      return null;
    }
    int start = position;
    position += length + 1;
    line++;
    try {
      return read.apply(new JsonFields(Json.read(buffer, start, length), ""));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(reason(e), e);
    }
  }

  /** An error at the line read last. */
  IOException damaged(String detail, @Nullable Throwable cause) {
    return ArchiveProblems.line(path, line, detail, cause);
  }

  /** What is wrong, without quoting the JSON: it is private, and may be hostile to a terminal. */
  static String reason(Exception e) {
    return switch (e) {
      case StreamConstraintsException _ -> "JSON beyond this reader's limits";
      case JsonProcessingException json when json.getLocation() != null ->
          "no valid JSON at column " + json.getLocation().getColumnNr();
      case IOException _ -> "no valid JSON";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** The length of the line that begins at the position, -1 at the end. */
  private int nextLine() throws IOException {
    int from = position;
    while (true) {
      for (int i = from; i < limit; i++) {
        if (buffer[i] == '\n') {
          return withinLimit(i - position);
        }
      }
      int length = withinLimit(limit - position);
      if (!fill()) {
        if (length == 0) {
          return -1;
        }
        line++;
        throw damaged("cut off: no line feed at its end", null);
      }
      from = position + length;
    }
  }

  private int withinLimit(int length) throws IOException {
    if (length > Json.LARGEST_LINE) {
      line++;
      throw damaged("longer than " + Json.LARGEST_LINE + " bytes", null);
    }
    return length;
  }

  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count;
    try {
      count = in.read(buffer, limit, buffer.length - limit);
    } catch (AfterglowException e) {
      throw e;
    } catch (EOFException e) {
      throw ArchiveProblems.entry(path, "its compressed data ends too soon", e);
    }
    limit += Math.max(0, count);
    return count > 0;
  }

  /** The records as a stream that closes the file with itself. */
  Stream<T> stream() {
    Spliterator<T> records =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            try {
              T record = next();
              if (record == null) {
                return false;
              }
              action.accept(record);
              return true;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    return StreamSupport.stream(records, false).onClose(this::closeUnchecked);
  }

  private void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
