package app.afterglow.launcher.gui;

import app.afterglow.exporter.places.Findings;
import app.afterglow.launcher.program.RunningClients.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Window;

/** The machine around the window: its stores, its dialogs, its browser. */
interface Desk {

  /** Searches the usual places for stores and backups. */
  Findings search() throws IOException;

  /** Messengers that run right now. */
  List<Client> clients();

  /** Where a person's own files go unless they say otherwise. */
  Path home();

  /** Asks for a folder; empty where nobody chose one. */
  Optional<Path> chooseFolder(Window owner, String title, Path start);

  /** Asks for a file that exists; empty where nobody chose one. */
  Optional<Path> chooseFile(Window owner, String title, Path start);

  /** Asks where to write a file; empty where nobody said. */
  Optional<Path> chooseNewFile(Window owner, String title, Path suggestion);

  /** Opens a reader's page in the browser; false where no browser could be started. */
  boolean browse(Viewing.Page page);

  /** Shows a file or folder with whatever this system shows it with. */
  void show(URI address) throws IOException;
}
