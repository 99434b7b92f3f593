package app.afterglow.exporter.sqlcipher.salvage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists the pages that can't be read, with the table and the rowids that stood there. */
final class PageLosses {

  private PageLosses() {}

  static List<UnreadablePages> of(PageSource source, StorePlan plan) {
    Map<Integer, UnreadablePages.Owner> owners = new HashMap<>();
    List<UnreadablePages> malformed = new ArrayList<>();
    owners.put(
        Schema.ROOT, new UnreadablePages.Owner(Schema.NAME, Long.MIN_VALUE, Long.MAX_VALUE, false));
    for (TablePlan table : plan.tables()) {
      for (Gap gap : table.gaps()) {
        UnreadablePages.Owner owner = owner(table, gap);
        if (owners.putIfAbsent(gap.page(), owner) == null
            && plan.index().state(gap.page()) == PageState.READABLE) {
          malformed.add(new UnreadablePages(gap.page(), gap.page(), PageState.MALFORMED, owner));
        }
      }
    }
    List<UnreadablePages> runs = new ArrayList<>();
    PageIndex index = plan.index();
    for (int page = 1; page <= index.pages(); page++) {
      if (index.state(page) != PageState.READABLE && !source.raw().neverUsed(page)) {
        add(runs, page, page, index.state(page), owners.get(page));
      }
    }
    int last = (int) Math.min(Integer.MAX_VALUE, plan.statedPages());
    beyondEnd(runs, index.pages() + 1, last, owners);
    runs.addAll(malformed);
    return runs;
  }

  /** How many pages there ought to be is only a number in the file: none is counted one by one. */
  private static void beyondEnd(
      List<UnreadablePages> runs, int first, int last, Map<Integer, UnreadablePages.Owner> owners) {
    int next = first;
    for (Map.Entry<Integer, UnreadablePages.Owner> owned :
        new TreeMap<>(owners).subMap(first, true, Math.max(first, last), true).entrySet()) {
      if (owned.getKey() > next) {
        add(runs, next, owned.getKey() - 1, PageState.BEYOND_END, null);
      }
      if (owned.getKey() <= last) {
        add(runs, owned.getKey(), owned.getKey(), PageState.BEYOND_END, owned.getValue());
        next = owned.getKey() + 1;
      }
    }
    if (next <= last) {
      add(runs, next, last, PageState.BEYOND_END, null);
    }
  }

  private static UnreadablePages.Owner owner(TablePlan table, Gap gap) {
    return new UnreadablePages.Owner(
        table.definition().name(), gap.low(), gap.high(), gap.level() == Gap.Level.INNER);
  }

  private static void add(
      List<UnreadablePages> runs,
      int first,
      int last,
      PageState reason,
      UnreadablePages.@Nullable Owner owner) {
    UnreadablePages before = runs.isEmpty() ? null : runs.getLast();
    boolean goesOn =
        before != null
            && before.last() == first - 1
            && before.reason() == reason
            && before.owner() == null
            && owner == null;
    if (goesOn && before != null) {
      runs.removeLast();
      runs.add(new UnreadablePages(before.first(), last, reason, null));
    } else {
      runs.add(new UnreadablePages(first, last, reason, owner));
    }
  }
}
