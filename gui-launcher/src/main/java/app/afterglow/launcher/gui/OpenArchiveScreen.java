package app.afterglow.launcher.gui;

import app.afterglow.age.PassphraseIdentity;
import java.nio.file.Path;
import javafx.scene.Node;

/** An archive that was made before is looked at. */
final class OpenArchiveScreen extends Screen {

  private final Path archive;
  private final SecretField field;

  OpenArchiveScreen(Wizard wizard, Path archive) {
    super(wizard);
    this.archive = archive;
    this.field = new SecretField(words, say("field"));
    ready().bind(field.filled());
  }

  @Override
  String name() {
    return "open-archive";
  }

  @Override
  Step step() {
    return Step.PROOF;
  }

  @Override
  Object[] arguments() {
    return new Object[] {archive.toString()};
  }

  @Override
  Node content() {
    return field.node();
  }

  @Override
  void next() {
    wizard.look(archive, PassphraseIdentity.of(field.secret()), field::clear);
  }

  @Override
  void forgotten() {
    field.clear();
  }
}
