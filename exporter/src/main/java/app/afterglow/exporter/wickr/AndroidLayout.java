package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How Android lays out a store, in the app's data folder, and how copies of it come along: an
 * Android backup calls {@code files} and {@code databases} {@code f} and {@code db}, and somebody
 * who picked single files may have put them all into one folder.
 *
 * <pre>
 * databases/wickr_db (-wal, -shm)   the database
 * files/sk.wic                      storage keys under the account's password
 * files/kcd.wic, files/kck.wic      storage keys bound to the phone, while the app stays logged in
 * files/enc/GUID                    attachments
 * </pre>
 */
final class AndroidLayout implements StoreLayout {

  static final String DATABASE = "wickr_db";
  static final String PASSWORD_KEYS = "sk.wic";
  static final String DEVICE_KEYS = "kcd.wic";
  static final String DEVICE_KEYS_KEY = "kck.wic";
  private static final String ATTACHMENTS = "enc";

  /** Names of the folder that databases are in, as on the phone and as in a backup. */
  private static final List<String> DATABASES = List.of("databases", "db");

  /** Names of the folder that other files are in, as on the phone and as in a backup. */
  private static final List<String> FILES = List.of("files", "f");

  private static final List<String> KEY_FILES =
      List.of(PASSWORD_KEYS, DEVICE_KEYS, DEVICE_KEYS_KEY);

  @Override
  public Optional<FoundStore> recognise(Path folder) {
    return root(folder).map(AndroidLayout::found);
  }

  /** The app's folder, if this is it, or one of the two that its files are in. */
  private static Optional<Path> root(Path folder) {
    boolean hasDatabase = Files.isRegularFile(folder.resolve(DATABASE));
    boolean hasFiles = hasKeys(folder) || hasAttachments(folder);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null
        && ((hasDatabase && isNamed(folder, DATABASES)) || (hasFiles && isNamed(folder, FILES)))) {
      return Optional.of(parent);
    }
    boolean below =
        below(folder, DATABASES).anyMatch(each -> Files.isRegularFile(each.resolve(DATABASE)))
            || below(folder, FILES).anyMatch(each -> hasKeys(each) || hasAttachments(each));
    return below || hasDatabase || hasKeys(folder)
        ? Optional.of(folder.toAbsolutePath())
        : Optional.empty();
  }

  private static boolean isNamed(Path folder, List<String> names) {
    Path name = folder.toAbsolutePath().getFileName();
    return name != null && names.contains(name.toString());
  }

  private static Stream<Path> below(Path root, List<String> names) {
    return names.stream().map(root::resolve).filter(Files::isDirectory);
  }

  private static boolean hasKeys(Path folder) {
    return KEY_FILES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /** A folder of this name is Wickr's only where its path says so, and files have GUIDs. */
  private static boolean hasAttachments(Path folder) {
    return folder.toAbsolutePath().toString().contains("wickr")
        && GuidFiles.areIn(folder.resolve(ATTACHMENTS));
  }

  private static FoundStore found(Path root) {
    Path database = database(root);
    StoreSize size = StoreSize.of(database, attachmentFolders(root));
    return new FoundStore(
        WickrProvider.NAME,
        ClientName.of(root),
        "android",
        root,
        database,
        size.bytes(),
        size.lastUsed(),
        keys(root));
  }

  /** Where the database is, or where it should be. */
  private static Path database(Path root) {
    return place(root, DATABASES, DATABASE)
        .orElseGet(
            () ->
                (Files.isDirectory(root.resolve(FILES.getLast()))
                        ? root.resolve(DATABASES.getLast())
                        : root.resolve(DATABASES.getFirst()))
                    .resolve(DATABASE));
  }

  /** A file in one of some folders below the root, or in the root itself. */
  private static Optional<Path> place(Path root, List<String> folders, String name) {
    return Stream.concat(folders.stream().map(root::resolve), Stream.of(root))
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Path keyFile(Path root, String name) {
    return place(root, FILES, name).orElseGet(() -> root.resolve(FILES.getFirst()).resolve(name));
  }

  private static List<KeyKind> keys(Path root) {
    List<KeyKind> keys = new ArrayList<>();
    if (Files.isRegularFile(keyFile(root, PASSWORD_KEYS))) {
      keys.add(KeyKind.PASSWORD);
    }
    if (Files.isRegularFile(keyFile(root, DEVICE_KEYS))
        && Files.isRegularFile(keyFile(root, DEVICE_KEYS_KEY))) {
      keys.add(KeyKind.DEVICE_ID);
    }
    keys.add(KeyKind.DATABASE_KEY);
    return keys;
  }

  private static List<Path> attachmentFolders(Path root) {
    return Stream.concat(FILES.stream().map(root::resolve), Stream.of(root))
        .map(folder -> folder.resolve(ATTACHMENTS))
        .toList();
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
    List<Path> keys = Stream.concat(FILES.stream().map(root::resolve), Stream.of(root)).toList();
    return LayoutFiles.of(root, store.database(), keys, attachmentFolders(root), List.of());
  }

  @Override
  public Optional<KeyPlan> keyPlan(FoundStore store) {
    return Optional.of(
        new KeyPlan(
            keyFile(store.root(), PASSWORD_KEYS),
            new KeyPlan.DeviceFiles(
                keyFile(store.root(), DEVICE_KEYS),
                keyFile(store.root(), DEVICE_KEYS_KEY),
                KeyPlan.Device.PHONE),
            KeyPlan.SecretFiles.NONE));
  }

  /** None: on a computer, a phone's files are wherever somebody copied them to. */
  @Override
  public List<Path> usualPlaces() {
    return List.of();
  }
}
