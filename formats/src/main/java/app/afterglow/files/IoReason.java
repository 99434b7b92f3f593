package app.afterglow.files;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why the system refused something, for a line in a report. */
public final class IoReason {

  private IoReason() {}

  /** In a few words, without the path, which stands beside it. */
  public static String of(IOException e) {
    String kind = e.getClass().getSimpleName();
    if (e instanceof FileSystemException f) {
      return f.getReason() == null ? kind : kind + ": " + f.getReason();
    }
    return kind + ": " + e.getMessage();
  }
}
