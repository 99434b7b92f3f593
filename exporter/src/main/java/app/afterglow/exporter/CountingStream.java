package app.afterglow.exporter;

import app.afterglow.progress.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a progress how many bytes were read. */
final class CountingStream extends FilterInputStream {

  private final Progress progress;

  CountingStream(InputStream in, Progress progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      progress.advance(0, 1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      progress.advance(0, count);
    }
    return count;
  }
}
