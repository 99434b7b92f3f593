package app.afterglow.exporter.sqlcipher.salvage;

import app.afterglow.exporter.sqlcipher.CipherScheme;
import app.afterglow.exporter.sqlcipher.PageCipher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pages on which a key is tried: a number of them spread over the database and its log. */
final class TrialPages {

  /** Pages on which a key is tried before it is called wrong. */
  private static final int MOST = 1024;

  private TrialPages() {}

  /** The salt that a database begins with, null where it is cut off or zeroed. */
  static byte @Nullable [] salt(FileChannel database) throws IOException {
    byte[] first = new byte[CipherScheme.SALT_BYTES];
    boolean lost =
        RawPages.readFully(database, first, 0) != PageState.READABLE
            || Arrays.equals(first, new byte[CipherScheme.SALT_BYTES]);
    return lost ? null : first;
  }

  /** Whether the key opens any of them. */
  static boolean opensOne(
      FileChannel database, @Nullable FileChannel log, PageCipher cipher, int size)
      throws IOException {
    byte[] page = new byte[size];
    long pages = database.size() / size;
    for (int i = 0; i < Math.min(pages, MOST); i++) {
      // The first pages one by one, the others at equal distances.
      long number = i < MOST / 2 ? i : Math.max(i, i * pages / MOST);
      if (RawPages.readFully(database, page, number * size) == PageState.READABLE
          && cipher.authenticates(page, (int) number + 1)) {
        return true;
      }
    }
    return log != null && opensOneOf(log, cipher, size);
  }

  private static boolean opensOneOf(FileChannel log, PageCipher cipher, int size)
      throws IOException {
    byte[] frame = new byte[WalReader.FRAME_HEADER_BYTES + size];
    long frames = (log.size() - WalReader.HEADER_BYTES) / frame.length;
    for (int i = 0; i < Math.min(frames, MOST); i++) {
      long offset = WalReader.HEADER_BYTES + (long) i * frame.length;
      if (RawPages.readFully(log, frame, offset) == PageState.READABLE) {
        byte[] page = Arrays.copyOfRange(frame, WalReader.FRAME_HEADER_BYTES, frame.length);
        if (cipher.authenticates(page, BtreePage.i32(frame, 0))) {
          return true;
        }
      }
    }
    return false;
  }
}
