package app.afterglow.exporter.wickr.crypto;

/**
 * Some bytes are not what their key says they should be: no cipher result, an unauthenticated one
 * where none is accepted, or one made with another key. Whoever asked knows what that means for a
 * person, and says it.
 */
public final class NotAuthenticException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, in a few words; never a secret. */
  public NotAuthenticException(String why) {
    super(why, null, false, false);
  }

  /** Why, in a few words; never a secret. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
