package app.afterglow.launcher.viewer.server;

import java.io.IOException;

/** A request that is not answered. Nothing about the archive is in it. */
public final class RefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Refuses a request.
   *
   * @param status the HTTP status
   * @param reason for tests and debugging; it is sent
   */
  public RefusedException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
