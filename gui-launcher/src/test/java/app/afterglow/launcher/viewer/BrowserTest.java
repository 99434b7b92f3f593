package app.afterglow.launcher.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class BrowserTest {

  @Test
  void leadsToTheAddressByAFileThatOnlyItsOwnerReads() throws IOException {
    URI address = URI.create("http://127.0.0.1:1234/#t=abc_DEF-9");

    Path file = Browser.write(address);

    try {
      assertThat(Files.readString(file)).contains("content=\"0;url=" + address + "\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(file.getParent()).isEqualTo(Path.of(System.getProperty("user.home")));
    } finally {
      Files.delete(file);
    }
  }
}
