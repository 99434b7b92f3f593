package app.afterglow.age;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UnsupportedInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a {@link Header}, strictly: what the grammar doesn't allow is refused, since two readers
 * that differ over one file are an attacker's tool.
 */
final class HeaderReader {

  private static final String ANY_VERSION = "age-encryption.org/";

  /** Far above any real header; a hostile one must not fill the memory. */
  private static final int LARGEST_HEADER = 16 << 20;

  private static final int MAC_LENGTH = 32;

  private final InputStream in;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  private HeaderReader(InputStream in) {
    this.in = in;
  }

  /** Reads a header and leaves the stream at the payload's first byte; reads byte by byte. */
  static Header read(InputStream in) throws IOException {
    return new HeaderReader(in).read();
  }

  private Header read() throws IOException {
    readVersion();
    List<Stanza> stanzas = new ArrayList<>();
    while (true) {
      String line = line();
      if (line.startsWith("-> ")) {
        stanzas.add(stanza(line));
      } else if (line.startsWith("--- ") && !stanzas.isEmpty()) {
        byte[] mac = KeyWrap.canonicalBase64(line.substring(4));
        if (mac == null || mac.length != MAC_LENGTH) {
          throw AgeProblems.header("malformed MAC line");
        }
        byte[] all = read.toByteArray();
        int covered = all.length - (line.length() + 1) + "---".length();
        return new Header(stanzas, Arrays.copyOf(all, covered), mac);
      } else {
        throw AgeProblems.header("a line that is neither stanza nor MAC");
      }
    }
  }

  private void readVersion() throws IOException {
    String line = line();
    if (line.equals(Header.VERSION_LINE)) {
      return;
    }
    if (line.startsWith(ANY_VERSION) && line.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new UnsupportedInputException(Problem.of(AgeProblems.BUNDLE, "version", line));
    }
    throw AgeProblems.header("the first line is not age's");
  }

  private Stanza stanza(String line) throws IOException {
    List<String> arguments = List.of(line.substring(3).split(" ", -1));
    for (String argument : arguments) {
      if (argument.isEmpty() || !argument.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
        throw AgeProblems.header("malformed stanza argument");
      }
    }
    StringBuilder body = new StringBuilder();
    String bodyLine;
    do {
      bodyLine = line();
      if (bodyLine.length() > Header.COLUMNS) {
        throw AgeProblems.header("stanza line too long");
      }
      body.append(bodyLine);
    } while (bodyLine.length() == Header.COLUMNS);
    byte[] decoded = KeyWrap.canonicalBase64(body.toString());
    if (decoded == null) {
      throw AgeProblems.header("malformed stanza body");
    }
    return new Stanza(arguments.getFirst(), arguments.subList(1, arguments.size()), decoded);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw AgeProblems.header("the file ends in its header");
      }
      if (read.size() >= LARGEST_HEADER) {
        throw AgeProblems.header("header larger than " + LARGEST_HEADER + " bytes");
      }
      read.write(next);
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      line.write(next);
    }
  }
}
