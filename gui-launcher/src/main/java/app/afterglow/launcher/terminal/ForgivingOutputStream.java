package app.afterglow.launcher.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output whose reader may go away ({@code afterglow ... | head}): what comes after that is
 * dropped without a word, so that a run is carried to its end whoever listens.
 */
final class ForgivingOutputStream extends OutputStream {

  private final OutputStream out;
  private boolean gone;

  ForgivingOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (gone) {
      return;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      if (!isBrokenPipe(e)) {
        throw e;
      }
      gone = true;
    }
  }

  /** The JDK has no class of its own for it; the words are the C library's or Windows'. */
  private static boolean isBrokenPipe(IOException e) {
    String words = String.valueOf(e.getMessage());
    return words.contains("Broken pipe")
        || words.contains("Relais brisé")
        || words.contains("pipe is being closed")
        || words.contains("pipe has been ended");
  }

  @Override
  public void flush() throws IOException {
    if (!gone) {
      out.flush();
    }
  }
}
