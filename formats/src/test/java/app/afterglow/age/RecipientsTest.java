package app.afterglow.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTest {

  @TempDir private Path folder;

  private static byte[] encrypted(List<? extends Recipient> recipients) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AgeOutputStream age = new AgeOutputStream(out, recipients)) {
      age.write(42);
      age.finish();
    }
    return out.toByteArray();
  }

  private static void assertOpens(byte[] file, Identity... identities) throws IOException {
    try (InputStream in = new AgeInputStream(new ByteArrayInputStream(file), List.of(identities))) {
      assertThat(in.readAllBytes()).containsExactly(42);
    }
  }

  private static void assertWrongKey(byte[] file, Identity... identities) {
    assertThatThrownBy(
            () -> new AgeInputStream(new ByteArrayInputStream(file), List.of(identities)))
        .isInstanceOf(WrongKeyException.class);
  }

  private static Secret secret(String text) {
    return Secret.ofChars(text.toCharArray());
  }

  @Test
  void opensForEachOfSeveralRecipients() throws IOException {
    X25519Identity user = X25519Identity.generate();
    X25519Identity escrow = X25519Identity.generate();
    X25519Identity stranger = X25519Identity.generate();

    byte[] file = encrypted(List.of(user.recipient(), escrow.recipient()));

    assertOpens(file, user);
    assertOpens(file, escrow);
    assertOpens(file, stranger, escrow);
    assertWrongKey(file, stranger);
    assertWrongKey(file);
  }

  @Test
  void opensForEachOfSeveralPostQuantumRecipients() throws IOException {
    HybridIdentity user = HybridIdentity.generate();
    HybridIdentity escrow = HybridIdentity.generate();

    byte[] file = encrypted(List.of(user.recipient(), escrow.recipient()));

    assertOpens(file, user);
    assertOpens(file, escrow);
    assertWrongKey(file, HybridIdentity.generate(), X25519Identity.generate());
  }

  @Test
  void opensWithThePassphraseOnly() throws IOException {
    byte[] file = encrypted(List.of(PassphraseRecipient.of(secret("été 2023"), 10)));

    assertOpens(file, PassphraseIdentity.of(secret("été 2023")));
    assertWrongKey(file, PassphraseIdentity.of(secret("ete 2023")));
    assertWrongKey(file, X25519Identity.generate());
  }

  @Test
  void refusesRecipientsThatMayNotShareAFile() {
    Recipient classical = X25519Identity.generate().recipient();
    Recipient postQuantum = HybridIdentity.generate().recipient();
    Recipient passphrase = PassphraseRecipient.of(secret("x"), 10);

    for (List<Recipient> mixed :
        List.of(
            List.<Recipient>of(),
            List.of(classical, postQuantum),
            List.of(postQuantum, classical),
            List.of(passphrase, classical),
            List.of(passphrase, postQuantum),
            List.of(passphrase, PassphraseRecipient.of(secret("y"), 10)))) {
      assertThatThrownBy(() -> encrypted(mixed)).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void readsBackTheTextOfARecipient() throws IOException {
    Recipient classical = X25519Identity.generate().recipient();
    Recipient postQuantum = HybridIdentity.generate().recipient();

    for (Recipient recipient : List.of(classical, postQuantum)) {
      String text = recipient.toString();
      assertThat(Recipient.parse(text)).hasToString(text);
    }
    assertThat(classical.toString()).startsWith("age1").hasSize(62);
    assertThat(postQuantum.toString()).startsWith("age1pq1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "age1",
        "age1xxx",
        "alice@example.org",
        "ssh-ed25519 AAAA",
        "AGE-SECRET-KEY-1QQQ",
        "age1pq1qqqq",
        "\u0661age1"
      })
  void refusesWhatIsNoRecipient(String text) {
    assertThatThrownBy(() -> Recipient.parse(text)).isInstanceOf(UsageException.class);
  }

  @Test
  void refusesARecipientWithOneLetterChanged() {
    String text = X25519Identity.generate().recipient().toString();
    char last = text.charAt(61);
    String changed = text.substring(0, 61) + (last == 'q' ? 'p' : 'q');

    assertThatThrownBy(() -> Recipient.parse(changed)).isInstanceOf(UsageException.class);
  }

  @Test
  void readsAFileOfRecipients() throws IOException {
    Recipient one = X25519Identity.generate().recipient();
    Recipient other = X25519Identity.generate().recipient();
    Path file = folder.resolve("recipients.txt");
    Files.writeString(file, "# team\n\n  " + one + "\r\n#" + one + "\n" + other);

    assertThat(RecipientsFile.read(file))
        .extracting(Recipient::toString)
        .containsExactly(one.toString(), other.toString());
  }

  @Test
  void refusesAFileWithoutRecipients() throws IOException {
    Path file = folder.resolve("recipients.txt");
    Files.writeString(file, "# nobody\n\n");
    assertThatThrownBy(() -> RecipientsFile.read(file)).isInstanceOf(UsageException.class);
    Files.writeString(file, "nonsense\n");
    assertThatThrownBy(() -> RecipientsFile.read(file)).isInstanceOf(UsageException.class);
  }

  @Test
  void writesIdentitiesForTheirOwnerAloneAndReadsThemBack() throws IOException {
    Path classical = folder.resolve("key.txt");
    Path postQuantum = folder.resolve("key-pq.txt");
    Recipient one = IdentitiesFile.write(classical, X25519Identity.generate());
    Recipient other = IdentitiesFile.write(postQuantum, HybridIdentity.generate());

    assertThat(Files.readString(classical)).contains("# public key: " + one, "AGE-SECRET-KEY-1");
    assertThat(Files.readString(postQuantum)).contains("AGE-SECRET-KEY-PQ-1");
    assertOpens(encrypted(List.of(one)), IdentitiesFile.read(classical).getFirst());
    assertOpens(encrypted(List.of(other)), IdentitiesFile.read(postQuantum).getFirst());
    Assumptions.assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no owners");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(classical)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverOverwritesAKey() throws IOException {
    Path file = folder.resolve("key.txt");
    Files.writeString(file, "precious");

    assertThatThrownBy(() -> IdentitiesFile.write(file, X25519Identity.generate()))
        .isInstanceOf(UsageException.class);
    assertThat(file).hasContent("precious");
  }

  @Test
  void readsSeveralIdentitiesOfOneFile() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    Recipient recipient = IdentitiesFile.write(one, X25519Identity.generate());
    IdentitiesFile.write(other, HybridIdentity.generate());
    Path both = folder.resolve("both");
    Files.writeString(both, Files.readString(other) + "\r\n" + Files.readString(one));

    List<Identity> identities = IdentitiesFile.read(both);

    assertThat(identities).hasSize(2).allMatch(identity -> identity.toString().equals("***"));
    assertOpens(encrypted(List.of(recipient)), identities.toArray(Identity[]::new));
  }

  @Test
  void doesNotShowWhatIsWrongWithAKey() throws IOException {
    Path file = folder.resolve("key.txt");
    Files.writeString(file, "AGE-SECRET-KEY-1SECRETSECRETSECRET\n");

    assertThatThrownBy(() -> IdentitiesFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("SECRETSECRET");
  }
}
