package app.afterglow.importer.delivery;

import app.afterglow.importer.InDoubt;

/**
 * How a delivery goes about it.
 *
 * @param parallel how many conversations at a time
 * @param backoff how it waits before repeating
 * @param inDoubt what to do with a step of which nobody knows whether it arrived
 * @param asker whom to ask about it
 * @param retryRefused whether what the target refused in an earlier run is tried once more
 * @param verify whether to read back and compare afterwards
 */
public record DeliverySettings(
    int parallel,
    Backoff backoff,
    InDoubt inDoubt,
    InDoubt.Asker asker,
    boolean retryRefused,
    boolean verify) {

  /** Four conversations at a time, patient, asking nobody. */
  public static final DeliverySettings USUAL =
      new DeliverySettings(4, Backoff.PATIENT, InDoubt.ASK, InDoubt.Asker.NOBODY, false, false);

  public DeliverySettings {
    if (parallel < 1 || parallel > 64) {
      throw new IllegalArgumentException("1 to 64 conversations at a time");
    }
  }

  /** The same with this policy. */
  public DeliverySettings withInDoubt(InDoubt policy, InDoubt.Asker whom) {
    return new DeliverySettings(parallel, backoff, policy, whom, retryRefused, verify);
  }

  /** The same with so many conversations at a time. */
  public DeliverySettings withParallel(int conversations) {
    return new DeliverySettings(conversations, backoff, inDoubt, asker, retryRefused, verify);
  }

  /** The same with this backoff. */
  public DeliverySettings withBackoff(Backoff other) {
    return new DeliverySettings(parallel, other, inDoubt, asker, retryRefused, verify);
  }

  /** The same, reading back or not. */
  public DeliverySettings withVerify(boolean readBack) {
    return new DeliverySettings(parallel, backoff, inDoubt, asker, retryRefused, readBack);
  }

  /** The same, trying refused ones once more or not. */
  public DeliverySettings withRetryRefused(boolean retry) {
    return new DeliverySettings(parallel, backoff, inDoubt, asker, retry, verify);
  }
}
