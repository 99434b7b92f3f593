package app.afterglow.importer.plain;

import java.io.IOException;

/** Files in a folder, which can hold ZIPs of their own. */
public interface FolderSet extends FileSet {

  /** Begins a ZIP in the folder; it is to be finished before the folder is. */
  FileSet zip(String path) throws IOException;
}
