package app.afterglow.launcher.gui;

import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.FoundStore.KeyKind;
import app.afterglow.exporter.StoreContents;
import app.afterglow.exporter.wickr.sample.SampleStore;
import app.afterglow.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What opens the store: usually the account's password, as often as it takes. */
final class PasswordScreen extends Screen {

  private final SecretField password;
  private final TextField deviceId = new TextField();
  private final SecretField deviceSecret;
  private final SimpleObjectProperty<@Nullable Path> databaseKey = new SimpleObjectProperty<>();
  private final Label databaseKeyName = Parts.text("");
  private final SimpleBooleanProperty open = new SimpleBooleanProperty();

  PasswordScreen(Wizard wizard) {
    super(wizard);
    FoundStore store = choices.store();
    password = new SecretField(words, say("field", store.application()));
    deviceSecret = new SecretField(words, say("device-secret"));
    open.set(store.keys().contains(KeyKind.NONE));
    ready()
        .bind(
            open.or(password.filled())
                .or(deviceSecret.filled())
                .or(deviceId.textProperty().isNotEmpty())
                .or(databaseKey.isNotNull()));
    if (choices.isSample()) {
      try (Secret known = SampleStore.password()) {
        password.fill(new String(known.bytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  String name() {
    return "password";
  }

  @Override
  Step step() {
    return Step.UNLOCK;
  }

  @Override
  Object[] arguments() {
    return new Object[] {choices.store().application()};
  }

  @Override
  Node content() {
    if (open.get()) {
      return Parts.box("notice-good", say("not-needed"));
    }
    TitledPane more = new TitledPane(say("more"), ways());
    more.setId("more-keys");
    more.setExpanded(choices.store().keys().indexOf(KeyKind.DEVICE_ID) == 0);
    return Parts.column(password.node(), more);
  }

  private Node ways() {
    VBox ways = Parts.column(Parts.text(say("tries")));
    if (choices.store().keys().contains(KeyKind.DEVICE_ID)) {
      String system = choices.store().platform();
      String key = system.equals("windows") || system.equals("android") ? system : "machine";
      ways.getChildren().add(Parts.labelled(say("device-id." + key), deviceId));
    }
    if (choices.store().keys().contains(KeyKind.DEVICE_SECRET)) {
      ways.getChildren().add(deviceSecret.node());
    }
    ways.getChildren()
        .add(
            Parts.growing(
                Parts.text(say("database-key")),
                Parts.button(say("database-key.choose"), this::chooseDatabaseKey)));
    ways.getChildren().add(databaseKeyName);
    return ways;
  }

  private void chooseDatabaseKey() {
    wizard
        .desk()
        .chooseFile(wizard.stage(), say("database-key.choose"), wizard.desk().home())
        .ifPresent(
            file -> {
              databaseKey.set(file);
              databaseKeyName.setText(file.toString());
            });
  }

  @Override
  void next() {
    Path key = databaseKey.get();
    Secret passwordTyped = password.filled().get() ? password.secret() : null;
    Secret deviceTyped = deviceSecret.filled().get() ? deviceSecret.secret() : null;
    String id = deviceId.getText().isBlank() ? null : deviceId.getText().strip();
    wizard.run(
        "unlock",
        progress -> {
          Credentials given = new Credentials(passwordTyped, id, deviceTyped, null);
          try {
            if (key != null) {
              Secret read = Secret.owning(Files.readAllBytes(key));
              given = new Credentials(passwordTyped, id, deviceTyped, read);
            }
            return new Opened(given, StoreContents.read(choices.store(), given, progress));
          } catch (Exception e) {
            given.close();
            throw e;
          }
        },
        this::unlocked);
  }

  private record Opened(Credentials credentials, StoreContents contents) implements AutoCloseable {

    @Override
    public void close() {
      credentials.close();
    }
  }

  private void unlocked(Opened opened) {
    choices.unlockWith(opened.credentials());
    choices.lookedInto(opened.contents());
    forgotten();
    wizard.go(new ContentsScreen(wizard));
  }

  @Override
  void forgotten() {
    password.clear();
    deviceSecret.clear();
  }
}
