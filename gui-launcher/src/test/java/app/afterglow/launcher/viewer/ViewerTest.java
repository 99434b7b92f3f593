package app.afterglow.launcher.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.progress.Progress;
import app.afterglow.reader.testing.DemoHistory;
import app.afterglow.reader.testing.WrittenArchive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewerTest {

  @TempDir Path folder;

  /** A slow browser takes a while from the address to the page's own connection. */
  @Test
  void waitsForThePageOfWhoOpenedItsAddress() throws IOException {
    Path file = folder.resolve("demo.zip.age");
    try (X25519Identity identity = X25519Identity.generate()) {
      WrittenArchive.write(DemoHistory.make(), file, identity.recipient());
      try (Viewer viewer = Viewer.open(file, List.of(identity), Progress.SILENT)) {
        URI address = viewer.start();
        assertThat(viewer.isDone()).isFalse();

        assertThat(
                Http.of(address.getPort(), "POST", "/session")
                    .with("Origin", "http://" + address.getRawAuthority())
                    .sending(address.getFragment().substring("t=".length()))
                    .send()
                    .status())
            .isEqualTo(200);

        assertThat(viewer.isDone()).isFalse();
      }
    }
  }
}
