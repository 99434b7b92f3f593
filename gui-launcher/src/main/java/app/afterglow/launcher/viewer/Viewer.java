package app.afterglow.launcher.viewer;

import app.afterglow.age.Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.viewer.history.MessageFiles;
import app.afterglow.launcher.viewer.search.Search;
import app.afterglow.launcher.viewer.server.LocalServer;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows an encrypted archive in the browser, without ever unpacking it:
 *
 * <pre>{@code
 * try (Viewer viewer = Viewer.open(archive, identities, progress)) {
 *   URI address = viewer.start();
 *   viewer.browse(address);      // or show it to somebody
 *   ...                          // until the window closes, or viewer.isDone()
 * }
 * }</pre>
 *
 * <p>The page is served on 127.0.0.1 only, to whoever opens one of its addresses first; each works
 * once, within ten minutes. What is decrypted stays in memory, and closing ends it all: an open
 * page then shows nothing any more. A thread reads the archive once for the search; the page can be
 * used meanwhile. docs/reader.md says why this is safe, and what it takes.
 *
 * <p>For several threads.
 */
public final class Viewer implements AutoCloseable {

  /** The share of the heap that the search index may take, until it leaves words out. */
  private static final int INDEX_SHARE = 4;

  private static final int LARGEST_PORT = 65_535;

  private final ArchiveReader archive;
  private final Search search;
  private final MessageFiles files;
  private final Visitors visitors = new Visitors(System::nanoTime);
  private @Nullable LocalServer server;
  private @Nullable Browser browser;

  private Viewer(ArchiveReader archive, MessageFiles files, Search search) {
    this.archive = archive;
    this.files = files;
    this.search = search;
  }

  /**
   * Opens an archive and begins to read it for the search.
   *
   * @param identities what opens it; they stay the caller's and may be closed when this returns
   * @param progress hears, on a thread of the viewer's, how far the search's index is ({@link
   *     Progress.Stage#INDEXING}, items are messages)
   * @throws app.afterglow.problem.WrongKeyException where no identity fits
   * @throws app.afterglow.problem.DamagedInputException where the file is damaged or cut off
   * @throws app.afterglow.problem.UnsupportedInputException where it is no archive
   */
  public static Viewer open(Path file, List<? extends Identity> identities, Progress progress)
      throws IOException {
    ArchiveReader archive = ArchiveReader.open(file, identities);
    try {
      MessageFiles files = new MessageFiles(archive);
      long memory = Runtime.getRuntime().maxMemory() / INDEX_SHARE;
      return new Viewer(archive, files, Search.start(files, memory, progress));
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /**
   * Begins to serve, on a free port, and returns an address as {@link #newAddress} does. The page
   * speaks the browser's language.
   */
  public URI start() throws IOException {
    return start(0, null);
  }

  /**
   * As {@link #start()}, on a port and in a language of one's choice.
   *
   * @param port 0 for any that is free
   * @param language what the page speaks as long as nobody chooses otherwise on it; null for the
   *     browser's
   * @throws UsageException where the port is taken or may not be used
   */
  public synchronized URI start(int port, @Nullable Locale language) throws IOException {
    if (server == null) {
      try {
        if (port < 0 || port > LARGEST_PORT) {
          throw new BindException("no port");
        }
        server =
            LocalServer.start(
                port, new ReaderRoutes(files, search, visitors, language).all(), visitors::knocked);
      } catch (BindException e) {
        throw new UsageException(LauncherProblem.of("port", port), e);
      }
    }
    return newAddress();
  }

  /**
   * An address that opens the page once, within ten minutes. Whoever has it can read the archive:
   * it belongs on this person's screen and in no log.
   *
   * @throws IllegalStateException before {@link #start()}
   */
  public synchronized URI newAddress() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.newAddress();
  }

  /**
   * Opens an address in the person's browser.
   *
   * @return false where no browser could be started; the person then has to open it themselves
   */
  public synchronized boolean browse(URI address) {
    if (browser != null) {
      browser.close();
    }
    browser = Browser.open(address);
    return browser != null;
  }

  /**
   * Whether nobody needs it any more: every page was closed some minutes ago, or none was ever
   * opened and none of the addresses works any more. To be asked now and then: it also takes away
   * what {@link #browse} needed as soon as that has served.
   */
  public synchronized boolean isDone() {
    if (browser != null && (server == null || !server.isAwaitingSomebody())) {
      browser.close();
      browser = null;
    }
    // In this order: whoever opens an address is a visitor before it works no more.
    boolean isAwaited = server == null || server.isAwaitingSomebody();
    return visitors.areGone() || (!isAwaited && visitors.neverCame());
  }

  @Override
  public synchronized void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
    search.close();
    archive.close();
  }
}
