package app.afterglow.importer.mail;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Turns a mail's CR LF into LF and quotes the lines that an mbox takes for a mail's beginning. */
final class MboxrdOutputStream extends FilterOutputStream {

  private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  // How far the line has matched: MATCHED characters of FROM after QUOTES times '>'; -1 where it
  // can't match any more.
  private int matched;
  private long quotes;
  private boolean afterCarriageReturn;
  private boolean lineIsEmpty = true;

  // Mails come in single bytes where they hold attachments: a buffer of its own needs no lock.
  private final byte[] buffer = new byte[1 << 13];
  private int filled;

  MboxrdOutputStream(OutputStream out) {
    super(out);
  }

  /** Writes the line before a mail. */
  void separator(String line) throws IOException {
    for (byte b : line.getBytes(StandardCharsets.US_ASCII)) {
      emit(b);
    }
    emit('\n');
  }

  /** Ends a mail with an empty line. */
  void endMail() throws IOException {
    if (afterCarriageReturn) {
      put('\r');
      afterCarriageReturn = false;
    }
    if (!lineIsEmpty) {
      put('\n');
    }
    put('\n');
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public void write(int b) throws IOException {
    if (afterCarriageReturn && b != '\n') {
      put('\r');
    }
    afterCarriageReturn = b == '\r';
    if (!afterCarriageReturn) {
      put(b);
    }
  }

  private void put(int b) throws IOException {
    if (b == '\n') {
      release(false);
      emit('\n');
      matched = 0;
      lineIsEmpty = true;
      return;
    }
    lineIsEmpty = false;
    if (matched < 0) {
      emit(b);
    } else if (matched == 0 && b == '>') {
      quotes++;
    } else if (b == FROM[matched]) {
      matched++;
      if (matched == FROM.length) {
        release(true);
      }
    } else {
      release(false);
      emit(b);
    }
  }

  /** Writes what was held back, quoted or not; the rest of the line needs no looking at. */
  private void release(boolean quoted) throws IOException {
    if (matched < 0) {
      return;
    }
    for (long i = quotes + (quoted ? 1 : 0); i > 0; i--) {
      emit('>');
    }
    for (int i = 0; i < matched; i++) {
      emit(FROM[i]);
    }
    quotes = 0;
    matched = -1;
  }

  private void emit(int b) throws IOException {
    if (filled == buffer.length) {
      drain();
    }
    buffer[filled++] = (byte) b;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  /** Mails are flushed one by one by what writes them; that would be a call of the system each. */
  @Override
  public void flush() {
    // finish() does it, once
  }

  /** Hands on everything that was written. */
  void finish() throws IOException {
    drain();
    out.flush();
  }
}
