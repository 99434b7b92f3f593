package app.afterglow.launcher.gui;

import app.afterglow.exporter.places.Findings;
import app.afterglow.exporter.places.StoreSearch;
import app.afterglow.exporter.places.Surroundings;
import app.afterglow.launcher.program.RunningClients;
import app.afterglow.launcher.program.RunningClients.Client;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The real machine, with the dialogs of its own system. */
final class SystemDesk implements Desk {

  private final Consumer<String> browser;

  /** With what shows an address, usually the browser. */
  SystemDesk(Consumer<String> browser) {
    this.browser = browser;
  }

  @Override
  public Findings search() throws IOException {
    return StoreSearch.everywhere(Surroundings.ofThisUser(), "");
  }

  @Override
  public List<Client> clients() {
    return RunningClients.clients();
  }

  @Override
  public Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  @Override
  public Optional<Path> chooseFolder(Window owner, String title, Path start) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    chooser.setInitialDirectory(existing(start));
    return path(chooser.showDialog(owner));
  }

  @Override
  public Optional<Path> chooseFile(Window owner, String title, Path start) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialDirectory(existing(start));
    return path(chooser.showOpenDialog(owner));
  }

  @Override
  public Optional<Path> chooseNewFile(Window owner, String title, Path suggestion) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialDirectory(existing(suggestion.getParent()));
    chooser.setInitialFileName(String.valueOf(suggestion.getFileName()));
    return path(chooser.showSaveDialog(owner));
  }

  /** As the command line does it: the address is for nobody else on this machine to see. */
  @Override
  public boolean browse(Viewing.Page page) {
    return page.viewer().browse(page.address());
  }

  @Override
  public void show(URI address) {
    browser.accept(address.toString());
  }

  /** A dialog refuses to open in a folder that isn't there. */
  private static @Nullable File existing(@Nullable Path folder) {
    Path at = folder;
    while (at != null && !Files.isDirectory(at)) {
      at = at.getParent();
    }
    return at == null ? null : at.toFile();
  }

  private static Optional<Path> path(@Nullable File chosen) {
    return Optional.ofNullable(chosen).map(File::toPath);
  }
}
