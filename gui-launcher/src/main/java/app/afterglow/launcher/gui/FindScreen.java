package app.afterglow.launcher.gui;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.StorePlace;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.exporter.container.FoundBackup;
import app.afterglow.exporter.container.StoreContainer;
import app.afterglow.exporter.places.Findings;
import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.launcher.program.Failure;
import app.afterglow.launcher.program.RunningClients.Client;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Which store? Searches by itself; a folder, file or backup can be chosen by hand. */
final class FindScreen extends Screen {

  private final ToggleGroup group = new ToggleGroup();
  private final VBox found = Parts.column();
  private final VBox warning = new VBox();
  private final HBox searching = new HBox(Parts.GAP);
  private final Node content;
  private boolean searched;

  FindScreen(Wizard wizard) {
    super(wizard);
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setPrefSize(24, 24);
    searching.getChildren().addAll(wheel, Parts.text(say("searching")));
    FlowPane ways =
        new FlowPane(
            8,
            8,
            Parts.button(say("folder"), this::chooseFolder),
            Parts.button(say("file"), this::chooseFile),
            Parts.button(say("sample"), this::trySample),
            Parts.button(say("archive"), this::lookAtArchive));
    ways.getChildren().get(2).setId("sample");
    content = Parts.column(warning, searching, found, Parts.text(say("or")), ways);
    ready().set(false);
    group.selectedToggleProperty().addListener((_, _, chosen) -> ready().set(chosen != null));
  }

  @Override
  String name() {
    return "find";
  }

  @Override
  Step step() {
    return Step.FIND;
  }

  @Override
  Node content() {
    return content;
  }

  @Override
  void shown() {
    warn();
    if (!searched) {
      searched = true;
      new Work<>(_ -> wizard.desk().search()).start(this::list, this::notSearched);
    }
  }

  private void warn() {
    List<Client> running = wizard.desk().clients();
    String names = running.stream().map(Client::name).distinct().collect(Collectors.joining(", "));
    warning
        .getChildren()
        .setAll(
            running.isEmpty()
                ? Parts.box("notice-mind", say("advice"), say("advice.why"))
                : Parts.box("notice-bad", say("running", names), say("advice.why")));
  }

  private void list(Findings findings) {
    Parts.visible(searching, false);
    findings.stores().forEach(store -> offer(describe(store), store));
    findings.backups().stream()
        .filter(backup -> backup.holds() != FoundBackup.Holds.NOTHING)
        .forEach(backup -> offer(describe(backup), backup.path()));
    if (group.getToggles().isEmpty()) {
      found.getChildren().setAll(Parts.box("notice-mind", say("nothing"), say("nothing.where")));
    }
  }

  private void notSearched(Failure failure) {
    Parts.visible(searching, false);
    wizard.problem(failure);
  }

  private void offer(String text, Object what) {
    if (group.getToggles().isEmpty()) {
      found.getChildren().clear();
    }
    for (Toggle each : group.getToggles()) {
      if (what.equals(each.getUserData())) {
        group.selectToggle(each);
        return;
      }
    }
    RadioButton button = Parts.wrapping(new RadioButton(text));
    button.getStyleClass().add("card");
    button.setUserData(what);
    button.setToggleGroup(group);
    found.getChildren().add(button);
    if (group.getSelectedToggle() == null) {
      button.setSelected(true);
      button.getStyleClass().add("first-focus");
    }
  }

  private String describe(FoundStore store) {
    return say(
        "store",
        store.application(),
        words.sayIfAny("platform." + store.platform()),
        words.day(store.lastUsed()),
        words.size(store.size()),
        store.place());
  }

  private String describe(FoundBackup backup) {
    String kind = words.shared("backup." + backup.kind().name().toLowerCase(Locale.ROOT));
    return say(
        backup.holds() == FoundBackup.Holds.STORE ? "backup" : "backup.perhaps",
        backup.device().isEmpty() ? kind : kind + ", " + backup.device(),
        words.day(backup.modified()),
        backup.path().toString());
  }

  private void chooseFolder() {
    wizard
        .desk()
        .chooseFolder(wizard.stage(), say("folder"), wizard.desk().home())
        .ifPresent(this::open);
  }

  private void chooseFile() {
    wizard
        .desk()
        .chooseFile(wizard.stage(), say("file"), wizard.desk().home())
        .ifPresent(this::open);
  }

  private void lookAtArchive() {
    wizard
        .desk()
        .chooseFile(wizard.stage(), say("archive"), wizard.desk().home())
        .ifPresent(file -> wizard.go(new OpenArchiveScreen(wizard, file)));
  }

  /** Looks into what was chosen, and asks for its own password where it has one. */
  private void open(Path path) {
    wizard.run(
        "open",
        progress -> opened(path, ContainerKeys.none(), progress),
        this::offerAll,
        failure -> {
          if (failure.wrongKey()) {
            wizard.go(new ContainerScreen(wizard, path, this));
          } else {
            wizard.problem(failure);
          }
        });
  }

  /** Opens a place; one without a store is a problem that says so. */
  static StorePlace opened(Path path, ContainerKeys keys, Progress progress) throws IOException {
    StorePlace place = StorePlace.open(path, "", keys, progress);
    if (place.stores().isEmpty()) {
      place.close();
      if (StoreContainer.isOne(path)) {
        throw new UnsupportedInputException(LauncherProblem.of("no-store-inside", path.toString()));
      }
      // Knows better why there is none.
      StoreFinder.only(path, "");
    }
    return place;
  }

  /** The stores of a place that was opened are offered, the first of them chosen. */
  void offerAll(StorePlace place) {
    choices.opened(place);
    Parts.visible(searching, false);
    group.selectToggle(null);
    place.stores().forEach(store -> offer(describe(store), store));
  }

  private void trySample() {
    Path folder =
        wizard
            .desk()
            .home()
            .resolve("Afterglow")
            .resolve(
                "sample "
                    + DateTimeFormatter.ofPattern("yyyy-MM-dd HHmmss")
                        .format(LocalDateTime.now(ZoneId.systemDefault())));
    wizard.run(
        "sample",
        progress -> {
          Files.createDirectories(folder);
          return opened(
              SampleStore.create(folder.resolve("WickrMe")), ContainerKeys.none(), progress);
        },
        place -> {
          offerAll(place);
          choices.chooseSample(place.stores().getFirst(), folder);
          wizard.go(new RescueScreen(wizard));
          wizard.good(say("sample.made"), say("sample.password"));
        });
  }

  @Override
  void next() {
    Toggle chosen = group.getSelectedToggle();
    if (chosen == null) {
      return;
    }
    switch (chosen.getUserData()) {
      case FoundStore store -> {
        choices.choose(store);
        // What was unpacked out of a backup or rescue file is a copy already.
        wizard.go(store.origin() == null ? new RescueScreen(wizard) : new PasswordScreen(wizard));
      }
      case Path path -> open(path);
      default -> throw new IllegalStateException();
    }
  }
}
