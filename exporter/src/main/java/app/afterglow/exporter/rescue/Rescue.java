package app.afterglow.exporter.rescue;

import app.afterglow.archive.BagWriter;
import app.afterglow.exporter.rescue.Profile.Found;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The use case: a profile becomes a rescue file, byte for byte as it is, without any key and while
 * the client may be running. Nothing is locked, and nothing in the profile is changed.
 */
public final class Rescue {

  /** Room beyond the files' own size that the output needs, a 64th: names, headers and tags. */
  private static final int OVERHEAD_SHARE = 64;

  private static final long OVERHEAD = 4 << 20;

  private final RescueRequest request;
  private final Progress progress;
  private final Instant now = Instant.now();
  private final Tally tally = new Tally();

  private Rescue(RescueRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @return what became of it
   * @throws app.afterglow.problem.UsageException where the output exists or lies in the store's own
   *     folder
   * @throws app.afterglow.problem.UnsupportedInputException where there is no room for it
   * @throws app.afterglow.problem.DamagedInputException where not one file could be read, or the
   *     finished file doesn't read back
   */
  public static RescueReport run(RescueRequest request, Progress progress) throws IOException {
    return new Rescue(request, progress).run();
  }

  private RescueReport run() throws IOException {
    Profile profile = Profile.of(request.store());
    Path root = profile.root();
    if (!profile.isLoose()) {
      requireOutside(root, request.output());
    }
    Extent extent = new Extent();
    profile.visit(extent);
    requireRoom(extent.bytes);
    progress.start(Progress.Stage.COPYING_STORE, extent.files, extent.bytes);
    try (BagWriter bag = BagWriter.create(request.output(), request.recipients(), now)) {
      bag.tag(RescueNotes.README, RescueNotes.readme(request, now, bag.topFolder()));
      profile.visit(new Copying(bag));
      if (tally.carried() == 0) {
        throw RescueProblems.nothing(root.toString());
      }
      bag.tag(RescueNotes.ABOUT, RescueNotes.about(request, now, tally));
      SequencedMap<String, String> about = new LinkedHashMap<>();
      about.put("Bag-Software-Agent", request.creator());
      about.put(
          "External-Description",
          "Encrypted profile of "
              + request.store().application()
              + ", copied as it is; README.txt says how to open it");
      bag.finish(about, progress);
    }
    return new RescueReport(
        request.output(),
        tally.found(),
        tally.carried(),
        tally.lost(),
        tally.others(),
        tally.bytes(),
        tally.remarks(),
        tally.remarkLines());
  }

  /** The store must not be changed, not even by a file beside its own. */
  private static void requireOutside(Path root, Path output) throws IOException {
    Path folder = output.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    if (folder.toRealPath().startsWith(root.toRealPath())) {
      throw RescueProblems.insideStore(output, root);
    }
  }

  private void requireRoom(long bytes) throws IOException {
    Path folder = request.output().toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    long needed = bytes + bytes / OVERHEAD_SHARE + OVERHEAD;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw RescueProblems.noRoom(folder, needed, free);
    }
  }

  /** How much there is, for progress and for the room it needs. */
  private static final class Extent implements Profile.Visitor {
    private long files;
    private long bytes;

    @Override
    public void file(Found file) {
      files++;
      bytes += file.attributes().size();
    }

    @Override
    public void lost(Remark remark) {
      files++;
    }

    @Override
    public void other(Path path) {}
  }

  private final class Copying implements Profile.Visitor, Carrier.Listener {
    private final BagWriter bag;
    private final Carrier carrier;

    Copying(BagWriter bag) {
      this.bag = bag;
      this.carrier = new Carrier(bag, request.store().database(), progress, this);
    }

    @Override
    public void file(Found file) throws IOException {
      carrier.carry(file);
    }

    @Override
    public void lost(Remark remark) throws IOException {
      remark(remark);
      progress.advance(1, 0);
    }

    @Override
    public void other(Path path) {
      if (!isOurs(path)) {
        tally.other();
      }
    }

    /** The rescue file itself may be written beside them. */
    private boolean isOurs(Path path) {
      String output = String.valueOf(request.output().getFileName());
      String name = String.valueOf(path.getFileName());
      return name.startsWith(output) && (name.endsWith(".part") || name.endsWith(".part.lock"));
    }

    @Override
    public void carried(Carried file) throws IOException {
      tally.carried(file.size());
      bag.line(RescueNotes.FILES, RescueNotes.line(file));
      progress.advance(1, 0);
    }

    @Override
    public void remark(Remark remark) throws IOException {
      tally.remark(remark);
      bag.line(RescueNotes.REMARKS, RescueNotes.line(remark));
    }
  }
}
