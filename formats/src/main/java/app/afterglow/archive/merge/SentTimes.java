package app.afterglow.archive.merge;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * The time of a message whose copies have several: the earliest, since a message can be stamped
 * late but not before it was sent. A time that is another's cut to the second is that other one.
 */
final class SentTimes {

  private SentTimes() {}

  static Instant kept(List<Copy> copies) {
    List<Instant> times = copies.stream().map(copy -> copy.message().sentAt()).toList();
    return times.stream()
        .filter(time -> times.stream().noneMatch(exact -> isCut(time, exact)))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Whether a copy's time is another than the kept one, and not just that one cut. */
  static boolean differ(Instant kept, Instant other) {
    return !kept.truncatedTo(ChronoUnit.MILLIS).equals(other.truncatedTo(ChronoUnit.MILLIS))
        && !isCut(other, kept);
  }

  private static boolean isCut(Instant time, Instant exact) {
    return !time.equals(exact) && time.equals(exact.truncatedTo(ChronoUnit.SECONDS));
  }
}
