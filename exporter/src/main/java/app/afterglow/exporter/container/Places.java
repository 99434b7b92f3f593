package app.afterglow.exporter.container;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a container's files go. Two whose paths differ in upper and lower case only would be one
 * file on Windows and macOS: the later of them gets a name of its own. Of two with one path, as a
 * TAR that was added to has them, the later replaces the earlier.
 *
 * <p>Keeps two numbers a file, so that a million of them take little memory; two paths that meet in
 * such a number by chance cost one of them its name, never its content.
 */
final class Places {

  private static final int SMALLEST = 1 << 8;

  private final Path folder;
  private long[] folded = new long[SMALLEST];
  private long[] exact = new long[SMALLEST];
  private int count;
  private int renamed;

  Places(Path folder) {
    this.folder = folder;
  }

  /** The place of a file of this path in the container. */
  Path of(String path) {
    Path place = SafePath.below(folder, path);
    long here = hash(place.toString());
    int slot = slot(hash(place.toString().toLowerCase(Locale.ROOT)));
    if (folded[slot] == 0) {
      put(slot, hash(place.toString().toLowerCase(Locale.ROOT)), here);
      return place;
    }
    if (exact[slot] == here) {
      return place;
    }
    renamed++;
    return place.resolveSibling(place.getFileName() + "%" + renamed);
  }

  private void put(int slot, long fold, long here) {
    folded[slot] = fold;
    exact[slot] = here;
    count++;
    if (count > folded.length / 2) {
      grow();
    }
  }

  private void grow() {
    long[] oldFolded = folded;
    long[] oldExact = exact;
    folded = new long[2 * oldFolded.length];
    exact = new long[2 * oldExact.length];
    for (int i = 0; i < oldFolded.length; i++) {
      if (oldFolded[i] != 0) {
        int slot = slot(oldFolded[i]);
        folded[slot] = oldFolded[i];
        exact[slot] = oldExact[i];
      }
    }
  }

  /** The slot that holds this number, or the free one where it belongs. */
  private int slot(long fold) {
    int slot = (int) (fold ^ fold >>> 32) & (folded.length - 1);
    while (folded[slot] != 0 && folded[slot] != fold) {
      slot = (slot + 1) & (folded.length - 1);
    }
    return slot;
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }
}
