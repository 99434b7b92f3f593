package app.afterglow.progress;

/** What a long run tells whoever watches it. Called from the run's own thread, often: be quick. */
public interface Progress {

  /** What a run is doing now. */
  enum Stage {
    COPYING_STORE,
    COPYING,
    UNPACKING,
    TRYING_KEYS,
    SALVAGING,
    INDEXING,
    MESSAGES,
    ATTACHMENTS,
    FINISHING,
    VERIFYING,
    IMPORTING
  }

  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void start(Stage stage, long totalItems, long totalBytes) {}

        @Override
        public void advance(long items, long bytes) {}
      };

  /**
   * A stage begins, and the one before is done.
   *
   * @param totalItems how many items it will handle, -1 where that isn't known
   * @param totalBytes how many bytes it will handle, -1 where that isn't known
   */
  void start(Stage stage, long totalItems, long totalBytes);

  /** This many more items and bytes of the stage are done. */
  void advance(long items, long bytes);
}
