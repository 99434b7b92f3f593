package app.afterglow.age;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of recipients, one a line; empty lines and lines that begin with {@code #} don't count.
 */
public final class RecipientsFile {

  private RecipientsFile() {}

  /**
   * Reads it.
   *
   * @throws app.afterglow.problem.UsageException where a line is no recipient, or none is there
   */
  public static List<Recipient> read(Path file) throws IOException {
    List<Recipient> recipients = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        recipients.add(Recipient.parse(text));
      }
    }
    if (recipients.isEmpty()) {
      throw AgeProblems.key("empty-recipients-file", file);
    }
    return recipients;
  }
}
