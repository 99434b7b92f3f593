package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.exporter.container.AppContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How iOS lays out a store, in the container of the app's group. Where below it attachments are
 * differs, so every folder with files named by GUIDs is one of theirs.
 *
 * <pre>
 * wickrLocal.sqlite (-wal, -shm)   the database; its values are encrypted one by one
 * Files/GUID                       attachments, here or elsewhere in the container
 * </pre>
 */
final class IosLayout implements StoreLayout {

  static final String DATABASE = "wickrLocal.sqlite";
  private static final String ATTACHMENTS = "Files";

  /** Levels below the container that attachments are looked for in. */
  private static final int DEPTH = 6;

  @Override
  public Optional<FoundStore> recognise(Path folder) {
    Path database = folder.toAbsolutePath().resolve(DATABASE);
    if (!Files.isRegularFile(database)) {
      return Optional.empty();
    }
    Path root = folder.toAbsolutePath();
    StoreSize size = StoreSize.of(database, attachmentFolders(root));
    return Optional.of(
        new FoundStore(
            WickrProvider.NAME,
            ClientName.of(root),
            "ios",
            root,
            database,
            size.bytes(),
            size.lastUsed(),
            List.of(KeyKind.PASSWORD, KeyKind.DATABASE_KEY)));
  }

  /** The likeliest first. */
  private static List<Path> attachmentFolders(Path root) {
    List<Path> folders = new ArrayList<>();
    folders.add(root.resolve(ATTACHMENTS));
    for (Path folder : FolderWalk.below(container(root), DEPTH)) {
      if (GuidFiles.areIn(folder) && !folders.contains(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  private static Path container(Path folder) {
    Path container = AppContainer.outOf(folder);
    // Somebody's own Documents are no container, and far too much to search.
    return isContainer(container) ? container : folder;
  }

  /** As the phone or a backup calls it, or a copy that somebody named for what is in it. */
  private static boolean isContainer(Path folder) {
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    return AppContainer.isOne(folder) || name.contains("wickr");
  }

  @Override
  public boolean isOf(FoundStore store) {
    return store.database().endsWith(DATABASE);
  }

  @Override
  public AttachmentFolder attachments(FoundStore store) {
    return new AttachmentFolder(attachmentFolders(store.root()));
  }

  @Override
  public LayoutFiles files(FoundStore store) {
    Path root = store.root();
    return LayoutFiles.of(root, store.database(), List.of(), attachmentFolders(root), List.of());
  }

  /** None: the key stands in the database, under the password. */
  @Override
  public Optional<KeyPlan> keyPlan(FoundStore store) {
    return Optional.empty();
  }

  /** None: on a computer, a phone's files are wherever somebody copied them to. */
  @Override
  public List<Path> usualPlaces() {
    return List.of();
  }
}
