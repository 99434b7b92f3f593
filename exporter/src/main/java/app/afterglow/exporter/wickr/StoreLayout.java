package app.afterglow.exporter.wickr;

import app.afterglow.exporter.FoundStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a platform lays out a store's files. */
interface StoreLayout {

  /** The store in this very folder, by the names of its files; empty where there is none. */
  Optional<FoundStore> recognise(Path folder);

  /** Whether a store that was recognised has this layout. */
  boolean isOf(FoundStore store);

  /** Where its attachments are. */
  AttachmentFolder attachments(FoundStore store);

  /** Which files in its folder are its own. */
  LayoutFiles files(FoundStore store);

  /** Which files hold its keys; empty where the database is not encrypted and holds them itself. */
  Optional<KeyPlan> keyPlan(FoundStore store);

  /** Folders that usually hold such stores, or have them a few levels below. */
  List<Path> usualPlaces();
}
