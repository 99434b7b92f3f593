package app.afterglow.importer.mattermost;

import java.time.Instant;

/**
 * Gives each post of a channel a millisecond of its own, in the order of the messages.
 *
 * <p>The server takes two posts of one channel with equal time and text for one, whoever wrote
 * them, and sorts by time alone. Sources like Wickr know whole seconds only: the messages of a
 * second are spread over its milliseconds, and where there are more than a thousand, over the
 * beginning of the next.
 */
final class PostClock {

  /** The last millisecond of the year 9999. */
  static final long LATEST = 253_402_300_799_999L;

  private long last;

  /** The next free millisecond at or after this time, in ms since 1970. */
  long next(Instant sentAt) {
    last = Math.max(last + 1, millis(sentAt));
    return last;
  }

  /** This time in ms since 1970, within what the server takes: 1 to the year 9999. */
  static long millis(Instant time) {
    if (time.getEpochSecond() < 0) {
      return 1;
    }
    return time.getEpochSecond() > LATEST / 1000
        ? LATEST - 86_400_000L
        : Math.max(1, time.toEpochMilli());
  }
}
