package app.afterglow.importer.rsmf;

import app.afterglow.importer.plain.PlainProblems;
import app.afterglow.problem.UsageException;
import java.util.Map;

/**
 * How a conversation is cut into files. Relativity processes files of up to 2 GB and advises at
 * most 10,000 events in one; base64 makes a third more of the attachments.
 *
 * @param byDay whether a new day begins a new file
 * @param events how many events a file may have
 * @param bytes how many bytes of attachments a file may have
 */
record Limits(boolean byDay, int events, long bytes) {

  /** Characters of text that are held in memory for one file. */
  static final long MAX_CHARACTERS = 4_000_000;

  static Limits of(Map<String, String> options) throws UsageException {
    String slice = options.getOrDefault(RsmfTargetProvider.SLICE, "day");
    boolean byDay =
        switch (slice) {
          case "day" -> true;
          case "size" -> false;
          default -> throw PlainProblems.option(RsmfTargetProvider.SLICE, slice, "day, size");
        };
    int events = number(options, RsmfTargetProvider.MAX_EVENTS, "10000", 10_000);
    int megabytes = number(options, RsmfTargetProvider.MAX_MEGABYTES, "1000", 1_400);
    return new Limits(byDay, events, megabytes * 1_000_000L);
  }

  private static int number(Map<String, String> options, String name, String usual, int most)
      throws UsageException {
    String value = options.getOrDefault(name, usual);
    if (value.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    throw PlainProblems.option(name, value, "1-" + most);
  }
}
