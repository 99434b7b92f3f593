package app.afterglow.exporter.wickr.crypto;

import java.io.IOException;

/** A file is no longer what it was when it was authenticated. */
public final class FileChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  FileChangedException(String why) {
    super(why);
  }

  /** How it shows, in a few words. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
