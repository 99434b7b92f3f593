package app.afterglow.exporter;

import app.afterglow.files.IoReason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that could be read while their messages were written, but not once more for the archive: a
 * client deleted them meanwhile, or the disk fails now and then. The messages said already that
 * they are there, so the export begins anew and takes them for what they turned out to be.
 */
final class UnsteadyAttachments {

  /** Where more than this go away under the export's hands, it would never end. */
  private static final int MOST = 10;

  private final Map<Long, String> reasons = new HashMap<>();

  /** Why a file is not to be read again; null where it may be. */
  @Nullable String reason(long handle) {
    return reasons.get(handle);
  }

  /** Remembers one; throws what happened where it is one too many. */
  void add(UnreadableException e) throws IOException {
    if (reasons.size() == MOST || reasons.putIfAbsent(e.handle, IoReason.of(e.why)) != null) {
      throw e.why;
    }
  }

  /** Opens a file whose reading, unlike the writing of what was read, may fail. */
  static InputStream open(Source source, long handle) throws UnreadableException {
    try {
      return new Content(handle, source.attachment(handle));
    } catch (IOException e) {
      throw new UnreadableException(handle, e);
    }
  }

  /** Says that it was the reading that failed. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;
    private final long handle;
    private final IOException why;

    private UnreadableException(long handle, IOException why) {
      super(why);
      this.handle = handle;
      this.why = why;
    }
  }

  private static final class Content extends FilterInputStream {
    private final long handle;

    Content(long handle, InputStream in) {
      super(in);
      this.handle = handle;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        throw new UnreadableException(handle, e);
      }
    }
  }
}
