package app.afterglow.importer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an mbox file apart by the rules of mboxrd: a mail begins with a line {@code From address
 * date} at the file's beginning or after an empty line; one {@code >} is taken from lines that
 * begin with {@code >From } after any more of them; the empty line at the end is no part of it.
 */
final class MboxReader {

  private MboxReader() {}

  /** The mails, with CR LF for line ends as they had them. */
  static List<byte[]> read(byte[] file) {
    String all = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(all).doesNotContain("\r");
    List<byte[]> mails = new ArrayList<>();
    StringBuilder mail = null;
    boolean afterEmpty = true;
    assertThat(all.isEmpty() || all.endsWith("\n")).isTrue();
    String lines = all.isEmpty() ? all : all.substring(0, all.length() - 1);
    for (String line : lines.split("\n", -1)) {
      if (line.startsWith("From ")) {
        assertThat(afterEmpty).as("an unquoted line: %s", line).isTrue();
        assertThat(line)
            .matches(
                "From [!-~]+@[!-~]+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0-9]\\d"
                    + " \\d\\d:\\d\\d:\\d\\d \\d{4}");
        add(mail, mails);
        mail = new StringBuilder();
      } else if (mail != null) {
        mail.append(line.matches(">+From .*") ? line.substring(1) : line).append("\r\n");
      }
      afterEmpty = line.isEmpty();
    }
    add(mail, mails);
    return mails;
  }

  private static void add(@Nullable StringBuilder mail, List<byte[]> mails) {
    if (mail != null) {
      String text = mail.toString();
      assertThat(text).endsWith("\r\n\r\n");
      mails.add(text.substring(0, text.length() - 2).getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
