package app.afterglow.archive.merge;

import static app.afterglow.archive.merge.Exported.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.age.X25519Identity;
import app.afterglow.model.Attachment;
import app.afterglow.model.Attachment.Status;
import app.afterglow.model.Balance;
import app.afterglow.model.Loss;
import app.afterglow.model.MessageBody;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the exports have and lack: everything that any has is there once, and all adds up. */
class MergePropertyTest {

  private final X25519Identity key = X25519Identity.generate();

  @Property(tries = 60)
  void everythingThatAnyHasIsThereOnce(
      @ForAll @IntRange(min = 2, max = 4) int archives, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("merge-property");
    Set<String> carried = new TreeSet<>();
    Set<String> found = new TreeSet<>();
    Set<String> present = new TreeSet<>();
    Set<String> filesFound = new TreeSet<>();
    List<Path> files = new ArrayList<>();
    try {
      for (int archive = 0; archive < archives; archive++) {
        Exported exported =
            new Exported().made("2023-01-0%dT00:00:00Z".formatted(archive + 1)).room("S1", "R");
        for (int i = 0; i < 40; i++) {
          String id = "m" + i;
          String guid = "g" + i;
          int fate = random.nextInt(5);
          if (fate == 0) {
            continue;
          }
          found.add(id);
          filesFound.add(guid);
          if (fate == 1) {
            exported.lost(Loss.whole(Loss.What.MESSAGE, id, "unreadable", null));
            exported.lost(Loss.whole(Loss.What.ATTACHMENT, guid, "unreadable", null));
            continue;
          }
          carried.add(id);
          Attachment attachment =
              fate == 2
                  ? exported.absent(guid, random.nextBoolean() ? Status.MISSING : Status.DAMAGED)
                  : exported.file(guid, "content of " + i);
          if (fate > 2) {
            present.add(guid);
          }
          // The same message now and then comes at another time.
          long millis = i / 5 * 1_000L + (random.nextInt(4) == 0 ? random.nextInt(9_000) : 0);
          exported.add(
              Exported.message(
                  id,
                  "b2",
                  NOON.plusMillis(millis),
                  new MessageBody.FileBody(null),
                  List.of(attachment)));
        }
        files.add(exported.write(folder.resolve("a" + archive), key.recipient()));
      }

      MergeRequest request =
          new MergeRequest(
              files,
              folder.resolve("c"),
              List.of(key.recipient()),
              MergeRequest.Accounts.SAME,
              "test");
      ArchiveMerge.run(request, List.of(key), Progress.SILENT);
      Merged merged = Merged.read(folder.resolve("c"), key);

      assertThat(merged.ids()).containsExactlyInAnyOrderElementsOf(carried);
      Balance balance = merged.info().balance();
      assertThat(balance.messages())
          .isEqualTo(new Balance.Line(found.size(), carried.size(), found.size() - carried.size()));
      assertThat(balance.attachments())
          .isEqualTo(
              new Balance.Line(
                  filesFound.size(), present.size(), filesFound.size() - present.size()));
      filesFound.removeAll(present);
      assertThat(
              merged.losses().stream()
                  .filter(loss -> loss.what() == Loss.What.ATTACHMENT && !loss.partial())
                  .map(Loss::id))
          .containsExactlyInAnyOrderElementsOf(filesFound);
    } finally {
      app.afterglow.files.Folders.delete(folder);
    }
  }
}
