package app.afterglow.importer.delivery;

/**
 * How often one thing failed for a reason that is not forgiven for ever. What a busy target turned
 * away meanwhile doesn't count, and another reason begins anew.
 */
final class Strikes {

  private String reason = "";
  private int count;

  /** Counts a failure; true where it failed for this reason as often as is allowed. */
  boolean isLast(DeliveryException.TryAgain failure) {
    if (failure.attemptsAllowed() == Integer.MAX_VALUE) {
      return false;
    }
    if (!failure.reason().equals(reason)) {
      reason = failure.reason();
      count = 0;
    }
    count++;
    return count >= failure.attemptsAllowed();
  }
}
