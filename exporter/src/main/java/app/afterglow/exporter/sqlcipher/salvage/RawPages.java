package app.afterglow.exporter.sqlcipher.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The pages as they are stored, the newest committed version of each: from the log where it holds
 * one, otherwise from the database. Safe for several threads.
 */
final class RawPages implements AutoCloseable {

  /** SQLite locks bytes here and never uses the page that holds them. */
  private static final long LOCK_BYTES = 0x4000_0000L;

  private final StoredBytes database;
  private final @Nullable FileChannel logFile;
  private final WalLog log;
  private final long length;

  RawPages(StoredBytes database, @Nullable FileChannel logFile, WalLog log) throws IOException {
    this.database = database;
    this.logFile = logFile;
    this.log = log;
    this.length = database.size();
  }

  int pageSize() {
    return log.pageSize();
  }

  WalLog log() {
    return log;
  }

  /** Pages that the database file holds, the last of them perhaps in part. */
  int pagesInFile() {
    return (int) Math.min(Integer.MAX_VALUE - 8, (length + pageSize() - 1) / pageSize());
  }

  /** Whether this is the page that SQLite never uses. */
  boolean neverUsed(int number) {
    return number == LOCK_BYTES / pageSize() + 1;
  }

  /** Reads the newest committed version of a page. */
  PageState read(int number, byte[] into) throws IOException {
    if (log.damaged().contains(number)) {
      return PageState.DAMAGED_IN_LOG;
    }
    Long inLog = log.newest().get(number);
    return inLog == null ? readFromDatabase(number, into) : readFromLog(inLog, into);
  }

  /** Reads another version of a page that is damaged; false where there is none. */
  boolean readOlder(int number, byte[] into) throws IOException {
    Long inLog = log.older().get(number);
    if (inLog != null) {
      return readFromLog(inLog, into) == PageState.READABLE;
    }
    return log.damaged().contains(number) && readFromDatabase(number, into) == PageState.READABLE;
  }

  private PageState readFromDatabase(int number, byte[] into) throws IOException {
    long offset = (number - 1L) * pageSize();
    if (offset >= length) {
      return PageState.BEYOND_END;
    }
    return readFully(database, into, offset);
  }

  private PageState readFromLog(long offset, byte[] into) throws IOException {
    return logFile == null ? PageState.BEYOND_END : readFully(logFile, into, offset);
  }

  /** Fills the array from an offset on, or says why it can't. */
  static PageState readFully(FileChannel file, byte[] into, long offset) throws IOException {
    return readFully(StoredBytes.of(file), into, offset);
  }

  /** Fills the array from an offset on, or says why it can't. */
  static PageState readFully(StoredBytes file, byte[] into, long offset) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into);
    try {
      while (buffer.hasRemaining()) {
        if (file.read(buffer, offset + buffer.position()) < 0) {
          return PageState.TORN;
        }
      }
      return PageState.READABLE;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // A bad sector costs the page that lies on it, not the whole store.
      return PageState.MEDIUM_ERROR;
    }
  }

  @Override
  public void close() throws IOException {
    try (FileChannel _ = logFile) {
      database.close();
    }
  }
}
