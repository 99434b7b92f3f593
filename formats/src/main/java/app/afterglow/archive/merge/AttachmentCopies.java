package app.afterglow.archive.merge;

import app.afterglow.model.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of a message, seen from two archives: the content of one fills the gap of the other,
 * and a file that only one of them names is kept. A file of the same id with another content is a
 * file of its own.
 */
final class AttachmentCopies {

  /** When two are one file, the surest first. */
  private static final List<BiPredicate<Attachment, Attachment>> SAME =
      List.of(
          (a, b) -> sameId(a, b) && Objects.equals(a.sha256(), b.sha256()),
          (a, b) -> sameId(a, b) && agree(a, b),
          (a, b) -> idMissing(a, b) && a.sha256() != null && a.sha256().equals(b.sha256()),
          (a, b) -> idMissing(a, b) && Objects.equals(a.name(), b.name()) && agree(a, b));

  private final List<Attachment> joined;
  private final boolean differ;

  private AttachmentCopies(List<Attachment> joined, boolean differ) {
    this.joined = joined;
    this.differ = differ;
  }

  static AttachmentCopies of(List<Attachment> base, List<Attachment> other) {
    @Nullable Attachment[] partners = new Attachment[base.size()];
    boolean[] used = new boolean[other.size()];
    for (BiPredicate<Attachment, Attachment> same : SAME) {
      for (int i = 0; i < partners.length; i++) {
        for (int j = 0; j < used.length && partners[i] == null; j++) {
          if (!used[j] && same.test(base.get(i), other.get(j))) {
            partners[i] = other.get(j);
            used[j] = true;
          }
        }
      }
    }
    List<Attachment> joined = new ArrayList<>();
    for (int i = 0; i < partners.length; i++) {
      joined.add(fuller(base.get(i), partners[i]));
    }
    boolean differ = false;
    for (int j = 0; j < used.length; j++) {
      if (!used[j]) {
        Attachment more = other.get(j);
        differ |= base.stream().anyMatch(known -> sameId(known, more) && !agree(known, more));
        joined.add(more);
      }
    }
    return new AttachmentCopies(joined, differ);
  }

  private static Attachment fuller(Attachment attachment, @Nullable Attachment partner) {
    return partner != null && attachment.sha256() == null && partner.sha256() != null
        ? partner
        : attachment;
  }

  /** Every file of both. */
  List<Attachment> joined() {
    return joined;
  }

  /** Whether both have a content for one file, and not the same. */
  boolean differ() {
    return differ;
  }

  private static boolean sameId(Attachment a, Attachment b) {
    return a.sourceId() != null && a.sourceId().equals(b.sourceId());
  }

  private static boolean idMissing(Attachment a, Attachment b) {
    return a.sourceId() == null || b.sourceId() == null;
  }

  private static boolean agree(Attachment a, Attachment b) {
    return a.sha256() == null || b.sha256() == null || a.sha256().equals(b.sha256());
  }
}
