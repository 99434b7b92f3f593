package app.afterglow.importer.xmpp;

import app.afterglow.importer.plain.Digests;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What everybody's reaction to a message is by now: in XMPP each reaction replaces the former of
 * that person to that message, whole (XEP-0444, section 4.1). The last {@value #KEPT} are known.
 */
final class Reactions {

  private static final int KEPT = 20_000;

  private final Map<Long, Set<String>> standing =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Set<String>> eldest) {
          return size() > KEPT;
        }
      };

  /** Adds reactions, and says what stands then. */
  List<String> add(String target, String sender, List<String> emojis) {
    Set<String> all =
        standing.computeIfAbsent(Digests.of(target, sender), _ -> new LinkedHashSet<>());
    all.addAll(emojis);
    return List.copyOf(all);
  }

  /** Takes a reaction back, and says what stands then. */
  List<String> remove(String target, String sender, String emoji) {
    Set<String> all =
        standing.computeIfAbsent(Digests.of(target, sender), _ -> new LinkedHashSet<>());
    all.remove(emoji);
    return List.copyOf(all);
  }

  /** The element that says it. */
  static Element element(String targetId, List<String> emojis) {
    Element reactions = Element.of("reactions", "urn:xmpp:reactions:0").with("id", targetId);
    for (String emoji : emojis) {
      reactions.with(Element.of("reaction"), emoji);
    }
    return reactions;
  }
}
