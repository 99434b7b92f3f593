package app.afterglow.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.afterglow.age.X25519Identity;
import app.afterglow.archive.ArchiveVerifier;
import app.afterglow.exporter.ExportRequest.Expired;
import app.afterglow.model.Attachment;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attachments that a disk, a lock or a client keeps from being read: none takes others with it. */
class UnreadableAttachmentsTest {

  private static final Path STORE = Path.of("src/test/resources/wickr/windows-loggedout/store");
  private static final String KEY =
      "0038b4e652e44da7f2370d9e260e27136550a4a3a6d07f5c0c332f8b1224083fd2";

  @TempDir Path folder;

  private final X25519Identity identity = X25519Identity.generate();

  /** A source of one attachment. */
  private static Source source(Callable<InputStream> content) {
    return (Source)
        Proxy.newProxyInstance(
            Source.class.getClassLoader(),
            new Class<?>[] {Source.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("attachment");
              return content.call();
            });
  }

  private static AttachmentCheck.Result check(Callable<InputStream> content) throws IOException {
    FoundAttachment found = new FoundAttachment(7, "plan.pdf", "application/pdf", 9, "guid-7");
    return AttachmentCheck.of(source(content), found, "m1", new UnsteadyAttachments());
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }

  @Test
  void areListedWithTheReason() throws IOException {
    AttachmentCheck.Result result =
        check(
            () -> {
              throw new AccessDeniedException("/private/plan.pdf", null, "locked");
            });

    assertThat(result.attachment().status()).isEqualTo(Attachment.Status.DAMAGED);
    assertThat(result.attachment().sha256()).isNull();
    assertThat(result.losses())
        .containsExactly(
            Loss.whole(
                Loss.What.ATTACHMENT,
                "guid-7",
                "attachment-unreadable",
                "of message m1: AccessDeniedException: locked"));
  }

  @Test
  void areListedWhereTheDiskFailsMidway() throws IOException {
    AttachmentCheck.Result result =
        check(
            () ->
                new SequenceInputStream(
                    new ByteArrayInputStream(new byte[5]), failing(new IOException("bad sector"))));

    assertThat(result.losses())
        .extracting(Loss::reason, Loss::detail)
        .containsExactly(tuple("attachment-unreadable", "of message m1: IOException: bad sector"));
  }

  @Test
  void areNoneWhereSomebodyStopsTheRun() {
    assertThatThrownBy(() -> check(() -> failing(new InterruptedIOException("stopped"))))
        .isInstanceOf(InterruptedIOException.class);
  }

  /** As when the client expires a message while its store is exported. */
  @Test
  void areMissingWhereTheyGoAwayBetweenTheTwoReadings() throws IOException {
    Path store = folder.resolve("store");
    copy(STORE, store);
    Balance.Line before =
        export(store, "before.zip.age", Progress.SILENT).info().balance().attachments();
    Progress deleting =
        new Progress() {
          private boolean deleted;

          @Override
          public void start(Stage stage, long items, long bytes) {
            if (stage == Stage.ATTACHMENTS && !deleted) {
              deleted = true;
              deleteOne(store.resolve("temp/attachments"));
            }
          }

          @Override
          public void advance(long items, long bytes) {}
        };

    ExportReport report = export(store, "after.zip.age", deleting);

    Balance.Line after = report.info().balance().attachments();
    assertThat(after.found()).isEqualTo(before.found());
    assertThat(after.carried()).isLessThan(before.carried());
    ArchiveVerifier.verify(report.archive(), List.of(identity), Progress.SILENT);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("store", "before.zip.age", "after.zip.age");
  }

  private static void deleteOne(Path attachments) {
    try (Stream<Path> files = Files.list(attachments)) {
      Files.delete(files.sorted().findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private ExportReport export(Path store, String name, Progress progress) throws IOException {
    ExportRequest request =
        new ExportRequest(
            StoreFinder.only(store, "wickr"),
            folder.resolve(name),
            List.of(identity.recipient()),
            Selection.ALL,
            Expired.KEEP,
            "Afterglow test");
    try (Credentials key =
        new Credentials(null, null, null, Secret.owning(KEY.getBytes(StandardCharsets.US_ASCII)))) {
      return Export.run(request, key, progress);
    }
  }
}
