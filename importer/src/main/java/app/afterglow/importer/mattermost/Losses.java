package app.afterglow.importer.mattermost;

import app.afterglow.importer.LossList;
import app.afterglow.model.Loss;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The loss report as it grows. */
final class Losses {

  private final LossList losses = new LossList();
  private final Map<Loss.What, Long> whole = new EnumMap<>(Loss.What.class);

  void whole(Loss.What what, String id, String reason, String detail) {
    losses.add(Loss.whole(what, id, reason, Characters.first(Characters.clean(detail), 300)));
    whole.merge(what, 1L, Long::sum);
  }

  void partial(Loss.What what, String id, String reason, String detail) {
    losses.add(Loss.partial(what, id, reason, Characters.first(Characters.clean(detail), 300)));
  }

  /** Items of this kind that were lost altogether. */
  long count(Loss.What what) {
    return whole.getOrDefault(what, 0L);
  }

  List<Loss> all() {
    return losses;
  }
}
