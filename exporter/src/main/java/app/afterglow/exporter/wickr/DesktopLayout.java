package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the desktop clients lay out a store, on Windows, macOS and Linux alike.
 *
 * <pre>
 * wickr_db.sqlite (-wal, -shm)   the database
 * wickr_db.sqlite.wic            storage keys under the account's password
 * skd.wic, skc.wic               storage keys bound to the device, while the client stays logged in
 * dkd.wic, dkc.wic, ds.wic       device keys under a secret of the system's credential store
 * temp/attachments/GUID          attachments
 * logs/wickr.log                 the client's logs
 * </pre>
 */
final class DesktopLayout implements StoreLayout {

  static final String DATABASE = "wickr_db.sqlite";
  static final String PASSWORD_KEYS = "wickr_db.sqlite.wic";
  static final String DEVICE_KEYS = "skd.wic";
  static final String DEVICE_KEYS_KEY = "skc.wic";
  private static final String LOGS = "logs";
  private static final String BUSINESS_DEVICE_KEYS = "dkd.wic";
  private static final String BUSINESS_DEVICE_KEYS_KEY = "dkc.wic";
  private static final String BUSINESS_DEVICE_SECRET = "ds.wic";

  /** Any of these makes a folder a store, even where the rest of it was forgotten. */
  private static final Set<String> MARKS =
      Set.of(
          DATABASE,
          PASSWORD_KEYS,
          DEVICE_KEYS,
          DEVICE_KEYS_KEY,
          BUSINESS_DEVICE_KEYS,
          BUSINESS_DEVICE_SECRET);

  @Override
  public Optional<FoundStore> recognise(Path folder) {
    if (MARKS.stream().noneMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
      return Optional.empty();
    }
    Path database = folder.resolve(DATABASE);
    StoreSize size = StoreSize.of(database, attachmentFolders(folder));
    return Optional.of(
        new FoundStore(
            WickrProvider.NAME,
            ClientName.of(folder),
            platform(folder),
            folder,
            database,
            size.bytes(),
            size.lastUsed(),
            keys(folder)));
  }

  @Override
  public boolean isOf(FoundStore store) {
    return store.database().endsWith(DATABASE);
  }

  private static List<KeyKind> keys(Path folder) {
    List<KeyKind> keys = new ArrayList<>();
    if (Files.isRegularFile(folder.resolve(PASSWORD_KEYS))) {
      keys.add(KeyKind.PASSWORD);
    }
    if (Files.isRegularFile(folder.resolve(DEVICE_KEYS))
        && Files.isRegularFile(folder.resolve(DEVICE_KEYS_KEY))) {
      keys.add(KeyKind.DEVICE_ID);
    }
    if (needsDeviceSecret(folder)) {
      keys.add(KeyKind.DEVICE_SECRET);
    }
    keys.add(KeyKind.DATABASE_KEY);
    return keys;
  }

  /** Whether there are key files that only a secret of the system's credential store opens. */
  static boolean needsDeviceSecret(Path folder) {
    return Files.isRegularFile(folder.resolve(BUSINESS_DEVICE_KEYS))
        || Files.isRegularFile(folder.resolve(BUSINESS_DEVICE_SECRET));
  }

  /** Windows, unless the path is one of another system's usual ones: the files are the same. */
  private static String platform(Path folder) {
    String path = folder.toAbsolutePath().toString().replace('\\', '/');
    if (path.contains("/Library/Application Support/")) {
      return "macos";
    }
    return path.contains("/.local/share/") || path.contains("/snap/") ? "linux" : "windows";
  }

  private static List<Path> attachmentFolders(Path folder) {
    return List.of(folder.resolve("temp").resolve("attachments"), folder.resolve("attachments"));
  }

  @Override
  public AttachmentFolder attachments(FoundStore store) {
    return new AttachmentFolder(attachmentFolders(store.root()));
  }

  @Override
  public LayoutFiles files(FoundStore store) {
    Path root = store.root();
    return LayoutFiles.of(
        root,
        store.database(),
        List.of(root),
        attachmentFolders(root),
        List.of(root.resolve(LOGS)));
  }

  @Override
  public Optional<KeyPlan> keyPlan(FoundStore store) {
    Path root = store.root();
    Path skd = root.resolve(DEVICE_KEYS);
    Path skc = root.resolve(DEVICE_KEYS_KEY);
    return Optional.of(
        new KeyPlan(
            root.resolve(PASSWORD_KEYS),
            new KeyPlan.DeviceFiles(skd, skc, KeyPlan.Device.COMPUTER),
            new KeyPlan.SecretFiles(
                List.of(
                    root.resolve(BUSINESS_DEVICE_SECRET), root.resolve(BUSINESS_DEVICE_KEYS), skd),
                List.of(root.resolve(BUSINESS_DEVICE_KEYS_KEY), skc),
                needsDeviceSecret(root))));
  }

  @Override
  public List<Path> usualPlaces() {
    return DesktopPlaces.ofThisUser();
  }
}
