package app.afterglow.exporter.rescue;

import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.OwnFiles;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.exporter.container.AppContainer;
import app.afterglow.files.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files in a store's folder and below it, in a fixed order. Links are not followed; what can't
 * be looked at is told, never passed over. Memory holds the names of the folders on the way only.
 *
 * <p>A folder that an application keeps for itself is taken whole, as nobody knows what in it may
 * be needed. Where a store lies loose among many other files, only its own are taken.
 */
final class Profile {

  private static final int DEEPEST = 64;

  private static final String WORD = "wickr";

  private final Path root;
  private final String entry;
  private final @Nullable OwnFiles own;

  private Profile(Path root, String entry, @Nullable OwnFiles own) {
    this.root = root;
    this.entry = entry;
    this.own = own;
  }

  /** The profile that a store's folder is, or that it is in. */
  static Profile of(FoundStore store) throws IOException {
    Path folder = store.root().toAbsolutePath();
    Path root = AppContainer.around(folder);
    // A container is known by its name, so that has to be in the rescue file.
    String entry =
        root.equals(folder) ? "" : EntryNames.safe(String.valueOf(root.getFileName()), Set.of());
    Profile whole = new Profile(root, entry, null);
    if (!root.equals(folder) || isApplications(root)) {
      return whole;
    }
    Optional<OwnFiles> own = StoreFinder.source(store.source()).ownFiles(store);
    if (own.isEmpty()) {
      return whole;
    }
    Profile loose = new Profile(root, entry, own.get());
    OthersCount others = new OthersCount();
    loose.visit(others);
    return others.areMany() || isHome(root) ? loose : whole;
  }

  /** Whether a folder's name says that an application keeps it. */
  private static boolean isApplications(Path folder) {
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    return AppContainer.isOne(folder) || name.contains(WORD);
  }

  private static boolean isHome(Path folder) {
    return folder.equals(Path.of(System.getProperty("user.home", "")).toAbsolutePath());
  }

  /** Whether only the store's own files are taken out of a folder of others. */
  boolean isLoose() {
    return own != null;
  }

  /** Its topmost folder. */
  Path root() {
    return root;
  }

  /**
   * A file of the profile.
   *
   * @param path where it is
   * @param name its path below the root, names parted by {@code /}
   * @param entry the same with names that every file system takes
   * @param attributes its size and time when it was found
   */
  record Found(Path path, String name, String entry, BasicFileAttributes attributes) {}

  /** Takes what is there. */
  interface Visitor {
    void file(Found file) throws IOException;

    void lost(Remark remark) throws IOException;

    /** Sees a file or folder that is not the store's, and not looked into. */
    void other(Path path);
  }

  /** Visits everything. */
  void visit(Visitor visitor) throws IOException {
    visit(root, "", entry, 1, visitor);
  }

  private void visit(Path folder, String name, String entry, int depth, Visitor visitor)
      throws IOException {
    List<String> names;
    try {
      names = names(folder);
    } catch (IOException e) {
      if (depth == 1) {
        throw e;
      }
      visitor.lost(new Remark(name, Remark.Reason.UNREADABLE, IoReason.of(e)));
      return;
    }
    Set<String> clashing = EntryNames.clashing(names);
    for (String each : names) {
      Path path = folder.resolve(each);
      String below = name.isEmpty() ? each : name + "/" + each;
      String safe = EntryNames.safe(each, clashing);
      String place = entry.isEmpty() ? safe : entry + "/" + safe;
      BasicFileAttributes attributes;
      try {
        attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (IOException e) {
        visitor.lost(new Remark(below, Remark.Reason.UNREADABLE, IoReason.of(e)));
        continue;
      }
      if (isOther(path, attributes.isDirectory())) {
        visitor.other(path);
      } else if (attributes.isSymbolicLink()) {
        visitor.lost(new Remark(below, Remark.Reason.LINK, target(path)));
      } else if (attributes.isDirectory() && depth < DEEPEST) {
        visit(path, below, place, depth + 1, visitor);
      } else if (attributes.isRegularFile()) {
        visitor.file(new Found(path, below, place, attributes));
      } else {
        visitor.lost(new Remark(below, Remark.Reason.SPECIAL, ""));
      }
    }
  }

  private boolean isOther(Path path, boolean folder) {
    if (own == null) {
      return false;
    }
    Path below = root.relativize(path);
    return folder ? !own.mayHold(below) : !own.isOwn(below);
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      for (Path each : listing) {
        names.add(each.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  private static String target(Path link) {
    try {
      return "to " + Files.readSymbolicLink(link);
    } catch (IOException e) {
      return IoReason.of(e);
    }
  }
}
