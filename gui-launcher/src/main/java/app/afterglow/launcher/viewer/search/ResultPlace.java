package app.afterglow.launcher.viewer.search;

/**
 * A place between two results, where an answer ends and the next one goes on.
 *
 * @param after the candidate before it
 * @param before how many candidates are before it
 */
record ResultPlace(SearchIndex.Rank after, long before) {

  static final ResultPlace FIRST = new ResultPlace(SearchIndex.Rank.FIRST, 0);

  /** Behind the next candidate. */
  ResultPlace next(SearchIndex.Rank candidate) {
    return new ResultPlace(candidate, before + 1);
  }

  /** As the page hands it back. */
  String written() {
    return after.sentAt() + "." + after.number() + "." + before;
  }

  /** What was written; the first place where it can't be read. */
  static ResultPlace of(String written) {
    String[] parts = written.split("\\.", -1);
    if (parts.length != 3) {
      return FIRST;
    }
    try {
      return new ResultPlace(
          new SearchIndex.Rank(Long.parseLong(parts[0]), Integer.parseInt(parts[1])),
          Math.max(0, Long.parseLong(parts[2])));
    } catch (NumberFormatException e) {
      return FIRST;
    }
  }
}
