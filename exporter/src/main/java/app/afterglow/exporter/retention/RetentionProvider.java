package app.afterglow.exporter.retention;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.Source;
import app.afterglow.exporter.SourceProvider;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The data-retention bot's output, {@code --source wickr-retention}. */
public final class RetentionProvider implements SourceProvider {

  static final String NAME = "wickr-retention";
  static final String APPLICATION = "Wickr data retention";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String application() {
    return APPLICATION;
  }

  @Override
  public List<FoundStore> recognise(Path path) throws IOException {
    RetentionFolder folder = new RetentionFolder(path);
    Path first = folder.firstMessageFile();
    if (first == null) {
      return List.of();
    }
    RetentionFolder.Extent extent = folder.extent();
    return List.of(
        new FoundStore(
            NAME,
            APPLICATION,
            "bot",
            path,
            first,
            extent.bytes(),
            Instant.ofEpochMilli(extent.newest()),
            List.of(FoundStore.KeyKind.NONE)));
  }

  /** The bot's output folder is the administrator's choice: there is no usual place. */
  @Override
  public List<Path> usualPlaces() {
    return List.of();
  }

  @Override
  public Source open(FoundStore store, Credentials credentials, Progress progress)
      throws IOException {
    Path root = Files.isDirectory(store.root()) ? store.root() : store.database();
    return RetentionSource.open(new RetentionFolder(root), progress);
  }
}
