package app.afterglow.launcher.gui;

import app.afterglow.age.Identity;
import app.afterglow.launcher.viewer.Viewer;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The readers that were opened from the window: they end with it. */
final class Viewing implements AutoCloseable {

  private final List<Viewer> open = new ArrayList<>();
  private final Locale language;

  /** Readers in the window's language. */
  Viewing(Locale language) {
    this.language = language;
  }

  /**
   * A reader that serves its page.
   *
   * @param viewer the reader
   * @param address where its page opens, once
   */
  record Page(Viewer viewer, URI address) {}

  /** Opens a reader over an archive; the identity is taken over. */
  synchronized Page open(Path archive, Identity identity) throws IOException {
    try (identity) {
      Viewer viewer = Viewer.open(archive, List.of(identity), Progress.SILENT);
      open.add(viewer);
      return new Page(viewer, viewer.start(0, language));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Viewer viewer : open) {
      viewer.close();
    }
    open.clear();
  }
}
