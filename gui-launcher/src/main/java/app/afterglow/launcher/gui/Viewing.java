package app.afterglow.launcher.gui;

import app.afterglow.age.Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.viewer.Viewer;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The readers that were opened from the window, one for each archive: they end with it, or when
 * nobody looks at them any more. For several threads.
 */
final class Viewing implements AutoCloseable {

  private static final long LOOK_MILLIS = 2000;

  private final Map<Archive, Viewer> open = new HashMap<>();
  private final Locale language;
  private final Thread looking;

  /** Readers in the window's language. */
  Viewing(Locale language) {
    this.language = language;
    this.looking = Thread.ofPlatform().daemon().name("afterglow-viewing").start(this::look);
  }

  /**
   * A reader that serves its page.
   *
   * @param viewer the reader
   * @param address where its page opens, once
   */
  record Page(Viewer viewer, URI address) {}

  /** A file as it was when it was opened: another one may have taken its place since. */
  private record Archive(Path file, long size, FileTime written) {

    static Archive of(Path file) throws IOException {
      return new Archive(file.toRealPath(), Files.size(file), Files.getLastModifiedTime(file));
    }
  }

  /**
   * Opens a reader over an archive, or another page of the one there is; takes the identity over.
   */
  synchronized Page open(Path file, Identity identity) throws IOException {
    try (identity) {
      dropDone();
      Archive archive = Archive.of(file);
      Viewer known = open.get(archive);
      if (known != null) {
        // A page is for whoever can open the archive, however open it stands already.
        ArchiveReader.open(file, List.of(identity)).close();
        return new Page(known, known.newAddress());
      }
      Viewer viewer = Viewer.open(file, List.of(identity), Progress.SILENT);
      try {
        URI address = viewer.start(0, language);
        open.put(archive, viewer);
        return new Page(viewer, address);
      } catch (IOException | RuntimeException e) {
        viewer.close();
        throw e;
      }
    }
  }

  /** Asks the readers now and then whether they are done, until the window is closed. */
  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        dropDone();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void dropDone() {
    Iterator<Viewer> viewers = open.values().iterator();
    while (viewers.hasNext()) {
      Viewer viewer = viewers.next();
      if (viewer.isDone()) {
        viewers.remove();
        try {
          viewer.close();
        } catch (IOException e) {
          // It only read, and nobody reads it any more: nothing is lost by it.
        }
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    looking.interrupt();
    for (Viewer viewer : open.values()) {
      viewer.close();
    }
    open.clear();
  }
}
