package app.afterglow.launcher.gui;

import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.places.Findings;
import app.afterglow.launcher.program.RunningClients.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.stage.Window;

/** A machine whose stores stand in one folder, and whose dialogs answer as they were told to. */
final class ScriptedDesk implements Desk {

  private final Path home;
  private final Deque<Path> answers = new ArrayDeque<>();
  private final List<URI> shown = Collections.synchronizedList(new ArrayList<>());
  private List<Client> clients = List.of();

  ScriptedDesk(Path home) {
    this.home = home;
  }

  /** What the next dialog answers. */
  ScriptedDesk answer(Path path) {
    answers.add(path);
    return this;
  }

  ScriptedDesk running(String client) {
    clients = List.of(new Client(client, 1, null));
    return this;
  }

  /** What was shown with the browser or file manager. */
  List<URI> shown() {
    return List.copyOf(shown);
  }

  @Override
  public Findings search() throws IOException {
    Path stores = home.resolve("stores");
    return new Findings(
        Files.isDirectory(stores) ? StoreFinder.in(stores, "") : List.of(), List.of(), List.of());
  }

  @Override
  public List<Client> clients() {
    return clients;
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public Optional<Path> chooseFolder(Window owner, String title, Path start) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Path> chooseFile(Window owner, String title, Path start) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Path> chooseNewFile(Window owner, String title, Path suggestion) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public boolean browse(Viewing.Page page) {
    shown.add(page.address());
    return true;
  }

  @Override
  public void show(URI address) {
    shown.add(address);
  }
}
