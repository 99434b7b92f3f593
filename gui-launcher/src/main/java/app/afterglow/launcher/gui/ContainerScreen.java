package app.afterglow.launcher.gui;

import app.afterglow.age.PassphraseIdentity;
import app.afterglow.exporter.container.ContainerKeys;
import app.afterglow.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;

/** A backup or rescue file has a password of its own. */
final class ContainerScreen extends Screen {

  private final Path container;
  private final FindScreen finder;
  private final SecretField field;

  ContainerScreen(Wizard wizard, Path container, FindScreen finder) {
    super(wizard);
    this.container = container;
    this.finder = finder;
    this.field = new SecretField(words, say("field"));
    ready().bind(field.filled());
  }

  @Override
  String name() {
    return "container";
  }

  @Override
  Step step() {
    return Step.FIND;
  }

  @Override
  Object[] arguments() {
    return new Object[] {container.toString()};
  }

  @Override
  Node content() {
    return field.node();
  }

  @Override
  void next() {
    // A backup has a password, a rescue file a passphrase: what was typed is tried as either.
    ContainerKeys keys =
        new ContainerKeys(field.secret(), List.of(PassphraseIdentity.of(field.secret())));
    wizard.run(
        "open",
        progress -> {
          try (keys) {
            return FindScreen.opened(container, keys, progress);
          }
        },
        place -> {
          wizard.back();
          finder.offerAll(place);
        });
  }

  /** As its owner sees it in {@link Secret}: nothing typed stays. */
  @Override
  void shown() {
    field.clear();
  }

  @Override
  void forgotten() {
    field.clear();
  }
}
