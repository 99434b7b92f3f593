package app.afterglow.launcher.gui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.afterglow.age.Identity;
import app.afterglow.age.Stanza;
import app.afterglow.age.X25519Identity;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.WrittenArchive;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewingTest {

  @TempDir Path folder;
  private final X25519Identity identity = X25519Identity.generate();

  @AfterEach
  void wipe() {
    identity.close();
  }

  @Test
  void keepsOneReaderForAnArchive() throws Exception {
    Path archive = write("history.zip.age");
    try (Viewing viewing = new Viewing(Locale.ENGLISH)) {
      Viewing.Page first = viewing.open(archive, new Lent(identity));
      Viewing.Page again = viewing.open(archive, new Lent(identity));

      assertThat(again.viewer()).isSameAs(first.viewer());
      assertThat(again.address()).isNotEqualTo(first.address());
      assertThatExceptionOfType(WrongKeyException.class)
          .isThrownBy(() -> viewing.open(archive, X25519Identity.generate()));
    }
  }

  @Test
  void readsWhatTookAnArchivesPlace() throws Exception {
    Path archive = write("history.zip.age");
    try (Viewing viewing = new Viewing(Locale.ENGLISH)) {
      Viewing.Page first = viewing.open(archive, new Lent(identity));
      Files.move(write("newer.zip.age"), archive, StandardCopyOption.REPLACE_EXISTING);

      assertThat(viewing.open(archive, new Lent(identity)).viewer()).isNotSameAs(first.viewer());
    }
  }

  private Path write(String name) throws IOException {
    return WrittenArchive.write(DemoHistory.make(), folder.resolve(name), identity.recipient());
  }

  /** The window's own identities are taken over; this one stays the test's. */
  private record Lent(X25519Identity identity) implements Identity {

    @Override
    public @Nullable Secret unwrap(List<Stanza> stanzas) throws IOException {
      return identity.unwrap(stanzas);
    }

    @Override
    public void close() {}
  }
}
