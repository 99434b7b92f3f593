package app.afterglow.exporter.rescue;

import java.util.ArrayList;
import java.util.List;

/** What was found, carried and lost so far. */
final class Tally {

  private static final int REMARKS_KEPT = 100;

  private final List<Remark> remarks = new ArrayList<>();
  private long remarkLines;
  private long carried;
  private long lost;
  private long others;
  private long bytes;

  void carried(long size) {
    carried++;
    bytes += size;
  }

  void remark(Remark remark) {
    lost += remark.reason().isLoss() ? 1 : 0;
    remarkLines++;
    if (remarks.size() < REMARKS_KEPT) {
      remarks.add(remark);
    }
  }

  void other() {
    others++;
  }

  /** Files and folders beside the store's that were left out. */
  long others() {
    return others;
  }

  long found() {
    return carried + lost;
  }

  long carried() {
    return carried;
  }

  long lost() {
    return lost;
  }

  long bytes() {
    return bytes;
  }

  List<Remark> remarks() {
    return remarks;
  }

  long remarkLines() {
    return remarkLines;
  }
}
