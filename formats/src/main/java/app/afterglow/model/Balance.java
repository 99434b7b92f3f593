package app.afterglow.model;

/**
 * The account of a run: of each kind of item, how many were found, carried and lost.
 *
 * @param people people
 * @param conversations conversations
 * @param messages messages of every kind
 * @param attachments attachments, counted once for each message that names one
 */
public record Balance(Line people, Line conversations, Line messages, Line attachments) {

  /**
   * One kind of item.
   *
   * @param found items the source holds or names
   * @param carried items that arrived whole
   * @param lost items that did not, each of them in the loss report
   */
  public record Line(long found, long carried, long lost) {

    /** True where nothing is unaccounted for. */
    public boolean addsUp() {
      return found == carried + lost && carried >= 0 && lost >= 0;
    }
  }

  /** True where nothing of any kind is unaccounted for. */
  public boolean addsUp() {
    return people.addsUp() && conversations.addsUp() && messages.addsUp() && attachments.addsUp();
  }

  /** Items lost, of all kinds. */
  public long lost() {
    return people.lost() + conversations.lost() + messages.lost() + attachments.lost();
  }
}
