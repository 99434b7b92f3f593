package app.afterglow.age;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.archive.ExternalTool;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The age tool opens our files, and we open its. */
class AgeToolTest {

  private static final String PASSPHRASE = "correct horse, battery staple";

  @TempDir private Path folder;
  private Path plain;
  private Path sealed;
  private Path opened;
  private Path keys;

  @BeforeEach
  void chooseFiles() {
    plain = folder.resolve("plain");
    sealed = folder.resolve("sealed.age");
    opened = folder.resolve("opened");
    keys = folder.resolve("key.txt");
  }

  private void age(String... arguments) throws IOException {
    ExternalTool.named("age", "age").run(folder, arguments);
  }

  private byte[] content(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    Files.write(plain, content);
    return content;
  }

  private void seal(byte[] content, Recipient... recipients) throws IOException {
    try (AgeOutputStream out =
        new AgeOutputStream(Files.newOutputStream(sealed), List.of(recipients))) {
      out.write(content);
      out.finish();
    }
  }

  private void assertOpens(byte[] content, Identity... identities) throws IOException {
    try (InputStream in = new AgeInputStream(Files.newInputStream(sealed), List.of(identities))) {
      assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
  void opensOurs(int length) throws IOException {
    byte[] content = content(length);
    Recipient recipient = IdentitiesFile.write(keys, X25519Identity.generate());
    seal(content, X25519Identity.generate().recipient(), recipient);

    age("-d", "-i", keys.toString(), "-o", opened.toString(), sealed.toString());

    // The tool makes no file for nothing.
    assertThat(Files.exists(opened) ? Files.readAllBytes(opened) : new byte[0]).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
  void isOpenedByUs(int length) throws IOException {
    byte[] content = content(length);
    X25519Identity identity = X25519Identity.generate();
    String other = X25519Identity.generate().recipient().toString();

    age(
        "-r",
        other,
        "-r",
        identity.recipient().toString(),
        "-o",
        sealed.toString(),
        plain.toString());

    assertOpens(content, identity);
    try (AgeChannel channel = AgeChannel.open(sealed, List.of(identity))) {
      assertThat(channel.size()).isEqualTo(length);
    }
  }

  @Test
  void isOpenedByUsInArmor() throws IOException {
    byte[] content = content(100_000);
    X25519Identity identity = X25519Identity.generate();

    age("-a", "-r", identity.recipient().toString(), "-o", sealed.toString(), plain.toString());

    assertOpens(content, identity);
  }

  @Test
  void makesKeysThatWeRead() throws IOException {
    ExternalTool.named("age-keygen", "age").run(folder, "-o", keys.toString());
    byte[] content = content(10);
    Identity identity = IdentitiesFile.read(keys).getFirst();

    seal(content, ((X25519Identity) identity).recipient());

    age("-d", "-i", keys.toString(), "-o", opened.toString(), sealed.toString());
    assertThat(opened).hasBinaryContent(content);
  }

  /** age asks for passphrases on a terminal only: script(1) makes one. */
  private void ageOnATerminal(String command, String answers) throws IOException {
    ExternalTool.named("age", "age");
    ExternalTool.named("script", "bsdutils");
    Process process =
        new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(answers.getBytes(StandardCharsets.UTF_8));
      in.flush();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void opensOursWithAPassphrase() throws IOException {
    byte[] content = content(100_000);
    seal(content, PassphraseRecipient.of(Secret.ofChars(PASSPHRASE.toCharArray()), 12));

    ageOnATerminal("age -d -o opened sealed.age", PASSPHRASE + "\n");

    assertThat(opened).hasBinaryContent(content);
  }

  @Test
  void isOpenedByUsWithAPassphrase() throws IOException {
    byte[] content = content(100_000);

    ageOnATerminal("age -p -o sealed.age plain", PASSPHRASE + "\n" + PASSPHRASE + "\n");

    assertOpens(content, PassphraseIdentity.of(Secret.ofChars(PASSPHRASE.toCharArray())));
  }
}
