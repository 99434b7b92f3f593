package app.afterglow.exporter.rescue;

import app.afterglow.archive.BagWriter;
import app.afterglow.archive.BagWriter.Packing;
import app.afterglow.archive.BagWriter.PayloadFile;
import app.afterglow.exporter.rescue.Profile.Found;
import app.afterglow.files.IoReason;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * Carries files into the bag. A small file is read until two readings agree; of a large one its
 * size and time are compared. A database and its logs are {@link DatabaseGroup carried together}.
 */
final class Carrier {

  /** Bytes up to which a file is held in memory, so that it can be read more than once. */
  private static final int SMALL = 4 << 20;

  private static final int READ_AT_MOST = 2 * SMALL;
  private static final int ATTEMPTS = 5;
  private static final int BLOCK = 1 << 18;

  private final BagWriter bag;
  private final Progress progress;
  private final Listener listener;
  private final DatabaseGroup databases;

  /** Hears what becomes of the files. */
  interface Listener {
    void carried(Carried file) throws IOException;

    void remark(Remark remark) throws IOException;
  }

  Carrier(BagWriter bag, Path database, Progress progress, Listener listener) {
    this.bag = bag;
    this.progress = progress;
    this.listener = listener;
    this.databases = new DatabaseGroup(this, database, progress, listener);
  }

  /** Carries a file; a database's log comes with the database, whenever its own turn is. */
  void carry(Found file) throws IOException {
    if (DatabaseGroup.comesWithItsDatabase(file.path())) {
      return;
    }
    if (databases.isOne(file.path())) {
      databases.carry(file);
    } else if (file.attributes().size() <= SMALL) {
      small(file);
    } else {
      large(file);
    }
  }

  private void small(Found file) throws IOException {
    byte[] content = null;
    boolean steady = false;
    try {
      for (int attempt = 1; attempt <= ATTEMPTS && !steady; attempt++) {
        byte[] again = read(file.path());
        steady = content != null && Arrays.equals(content, again);
        content = again;
      }
    } catch (IOException e) {
      unreadable(file.name(), e);
      return;
    }
    if (content == null || content.length == READ_AT_MOST) {
      // It has grown out of being small.
      large(file);
      return;
    }
    if (!steady) {
      listener.remark(new Remark(file.name(), Remark.Reason.CHANGED, ATTEMPTS + " readings"));
    }
    write(file.entry(), file.name(), modified(file), content);
  }

  /** What a file holds, or the beginning of what has grown meanwhile. */
  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(READ_AT_MOST);
    }
  }

  private void write(String entry, String name, Instant modified, byte[] content)
      throws IOException {
    Packing packing = PackingGuess.of(content, Math.min(content.length, PackingGuess.SAMPLE));
    PayloadFile out = bag.payload(entry, content.length, modified, packing);
    try (out) {
      out.write(content);
    }
    progress.advance(0, content.length);
    listener.carried(new Carried(out.path(), name, out.size(), modified, out.sha256()));
  }

  private void large(Found file) throws IOException {
    Stamp before;
    try {
      before = Stamp.of(file.path());
    } catch (IOException e) {
      unreadable(file.name(), e);
      return;
    }
    if (stream(file.path(), file.entry(), file.name(), before) && !before.isStill(file.path())) {
      listener.remark(new Remark(file.name(), Remark.Reason.CHANGED, ""));
    }
  }

  /**
   * Carries a file as it is read, not a byte more than it had at the beginning.
   *
   * @return whether all of it could be read
   */
  boolean stream(Path source, String entry, String name, Stamp stamp) throws IOException {
    InputStream opened;
    try {
      opened = Files.newInputStream(source);
    } catch (IOException e) {
      // Gone, not ours to read, or locked by the client: a file's own trouble.
      unreadable(name, e);
      return false;
    }
    byte[] block = new byte[BLOCK];
    try (InputStream in = opened) {
      int first = readSome(in, block, stamp.size());
      Packing packing = PackingGuess.of(block, Math.min(Math.max(first, 0), PackingGuess.SAMPLE));
      PayloadFile out = bag.payload(entry, stamp.size(), stamp.modified(), packing);
      ReadFailure failure = null;
      try (out) {
        for (int count = first; count > 0; count = readSome(in, block, stamp.size() - out.size())) {
          out.write(block, 0, count);
          progress.advance(0, count);
        }
      } catch (ReadFailure e) {
        failure = e;
      }
      if (failure != null) {
        String detail = "%s; the first %d bytes are there".formatted(failure.why(), out.size());
        listener.remark(new Remark(name, Remark.Reason.CUT, detail));
        return false;
      }
      listener.carried(new Carried(out.path(), name, out.size(), stamp.modified(), out.sha256()));
      return true;
    } catch (ReadFailure e) {
      listener.remark(new Remark(name, Remark.Reason.UNREADABLE, e.why()));
    }
    return false;
  }

  /** A disk that fails in reading must not look like one that fails in writing. */
  private static final class ReadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ReadFailure(IOException cause) {
      super(cause);
    }

    String why() {
      return getCause() instanceof IOException cause ? IoReason.of(cause) : "";
    }
  }

  private static int readSome(InputStream in, byte[] block, long left) throws ReadFailure {
    if (left <= 0) {
      return -1;
    }
    try {
      return in.read(block, 0, (int) Math.min(block.length, left));
    } catch (IOException e) {
      throw new ReadFailure(e);
    }
  }

  void unreadable(String name, IOException e) throws IOException {
    Remark.Reason reason =
        e instanceof NoSuchFileException ? Remark.Reason.VANISHED : Remark.Reason.UNREADABLE;
    listener.remark(new Remark(name, reason, IoReason.of(e)));
  }

  private static Instant modified(Found file) {
    return file.attributes().lastModifiedTime().toInstant();
  }
}
