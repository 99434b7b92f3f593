package app.afterglow.exporter.rescue;

import app.afterglow.archive.BagWriter.Packing;
import java.util.zip.Deflater;

/**
 * Tells by a file's beginning whether deflating it saves anything: what is encrypted it doesn't.
 */
final class PackingGuess {

  /** Bytes looked at. */
  static final int SAMPLE = 1 << 14;

  private PackingGuess() {}

  static Packing of(byte[] start, int length) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(start, 0, length);
      deflater.finish();
      byte[] room = new byte[Math.max(1, length - length / 8)];
      deflater.deflate(room);
      return deflater.finished() ? Packing.DEFLATED : Packing.AS_IT_IS;
    } finally {
      deflater.end();
    }
  }
}
