package app.afterglow.exporter.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** The files of a container, readable from the beginning as often as wanted. */
interface Entries extends AutoCloseable {

  /** Takes one file. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Sees one file.
     *
     * @param path its path inside the container, names parted by {@code /}; hostile
     * @param modified when it was changed last, ms since 1970 UTC; 0 where that isn't known
     * @param content what is in it; may be left unread, must not be kept
     */
    void file(String path, long modified, Content content) throws IOException;
  }

  /** A file's content, opened only where it is wanted. */
  @FunctionalInterface
  interface Content {
    /** The content from its beginning; the caller closes it. */
    InputStream open() throws IOException;
  }

  /** Visits every file in the container's order. */
  void visit(Visitor visitor) throws IOException;

  /** Visits the files whose paths are wanted, in no certain order. */
  default void visit(Predicate<String> wanted, Visitor visitor) throws IOException {
    visit(
        (path, modified, content) -> {
          if (wanted.test(path)) {
            visitor.file(path, modified, content);
          }
        });
  }

  @Override
  default void close() throws IOException {}
}
