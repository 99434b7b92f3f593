package app.afterglow.importer;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.matrix.RunningHomeserver;
import app.afterglow.importer.mattermost.RunningServer;
import app.afterglow.importer.testing.MemoryHistory;
import app.afterglow.importer.testing.Messages;
import app.afterglow.importer.testing.RunningTarget;
import app.afterglow.importer.wickrio.RunningGateway;
import app.afterglow.model.Conversation;
import app.afterglow.model.Selection;
import app.afterglow.problem.UsageException;
import app.afterglow.progress.Progress;
import app.afterglow.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second run adds nothing, whatever the target: a new one is tested by being there. */
class SecondRunTest {

  @TempDir Path folder;

  static Stream<String> targets() {
    // The one target that has two ways.
    return Stream.concat(
        Import.targets().stream().map(TargetProvider::name), Stream.of("mattermost --url"));
  }

  private RunningTarget running(String target) throws IOException {
    return switch (target) {
      case "matrix" -> RunningHomeserver.start(folder);
      case "aws-wickr" -> RunningGateway.start(folder);
      case "mattermost --url" -> RunningServer.start(folder);
      case "xmpp" -> written(Map.of("host", "example.org"));
      default -> written(Map.of());
    };
  }

  private RunningTarget written(Map<String, String> options) {
    Path output = folder.resolve("written");
    return new RunningTarget(output, options, Map.of(), () -> files(folder), () -> {});
  }

  @ParameterizedTest
  @MethodSource("targets")
  void addsNothing(String name) throws Exception {
    TargetProvider provider = Import.target(name.replace(" --url", ""));
    Map<String, Secret> secrets = new HashMap<>();
    try (RunningTarget target = running(name)) {
      target.secrets().forEach((option, text) -> secrets.put(option, secret(text)));
      ImportRequest request =
          new ImportRequest(
              target.output(),
              Selection.ALL,
              ImportRequest.Mode.DELIVER,
              ZoneOffset.UTC,
              Locale.ENGLISH,
              target.options(),
              null,
              secrets);
      List<String> before = target.seen().content();
      ImportReport first = Import.run(provider, history(), request, Progress.SILENT);
      List<String> after = target.seen().content();

      boolean refused = false;
      try {
        ImportReport second = Import.run(provider, history(), request, Progress.SILENT);
        assertThat(second.balance()).isEqualTo(first.balance());
      } catch (UsageException e) {
        refused = true;
      }

      assertThat(after).isNotEqualTo(before);
      assertThat(target.seen().content()).isEqualTo(after);
      // Files are never written over; what was sent is recognised.
      assertThat(refused).isEqualTo(target.output() != null);
      assertThat(first.balance().messages().lost()).isZero();
    } finally {
      secrets.values().forEach(Secret::close);
    }
  }

  private static Secret secret(String text) {
    return Secret.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every file below a folder with its content. */
  private static List<String> files(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.sorted()::iterator) {
        String content =
            Files.isRegularFile(file) ? MemoryHistory.sha256(Files.readAllBytes(file)) : "folder";
        files.add(folder.relativize(file) + " " + content);
      }
    }
    return files;
  }

  private static MemoryHistory history() {
    MemoryHistory history =
        new MemoryHistory()
            .account("p1", "alice")
            .person("p1", "alice")
            .person("p2", "bob")
            .conversation("S1", Conversation.Kind.ROOM, "Garden", "p1", "p2");
    Instant start = Instant.parse("2021-05-04T13:37:05Z");
    for (int i = 0; i < 12; i++) {
      Messages message =
          message("S1", "m" + (10 + i))
              .from(i % 2 == 0 ? "p1" : "p2")
              .at(start.plusSeconds(i))
              .text("message " + i);
      if (i % 4 == 1) {
        message.file(history.attachment("photo.jpg", "picture " + i));
      }
      if (i % 4 == 3) {
        message.replyTo("m10").reaction("p1", "👍", null);
      }
      history.message(message.made());
    }
    return history;
  }
}
