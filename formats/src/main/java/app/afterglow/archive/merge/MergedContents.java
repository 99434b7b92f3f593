package app.afterglow.archive.merge;

import app.afterglow.archive.ArchiveWriter;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.progress.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies each content that the messages promise once, out of the first archive that has it whole.
 */
final class MergedContents {

  private MergedContents() {}

  static void write(ArchiveWriter writer, List<MergeInputs.Opened> inputs, Progress progress)
      throws IOException {
    progress.start(Progress.Stage.ATTACHMENTS, writer.wanted().count(), -1);
    for (Iterator<String> wanted = writer.wanted().iterator(); wanted.hasNext(); ) {
      write(wanted.next(), writer, inputs, progress);
      progress.advance(1, 0);
    }
  }

  /** The writer takes nothing of a content that is not what it should be. */
  private static void write(
      String sha256, ArchiveWriter writer, List<MergeInputs.Opened> inputs, Progress progress)
      throws IOException {
    @Nullable DamagedInputException failure = null;
    for (MergeInputs.Opened opened : inputs) {
      if (opened.reader().attachmentFile(sha256) != null) {
        try (InputStream in = opened.reader().attachment(sha256)) {
          writer.attachment(sha256, new Watched(in, progress));
          return;
        } catch (DamagedInputException e) {
          failure = MergeProblems.damaged("content", opened.input().file(), sha256, e);
        }
      }
    }
    throw failure != null
        ? failure
        : MergeProblems.damaged("content", inputs.getFirst().input().file(), sha256, null);
  }

  private static final class Watched extends FilterInputStream {
    private final Progress progress;

    Watched(InputStream in, Progress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      progress.advance(0, Math.max(0, count));
      return count;
    }
  }
}
