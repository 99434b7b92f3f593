package app.afterglow.archive.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What copies say otherwise than what was kept: the field {@value #FIELD} of {@code raw}, a list of
 * objects. Each names the archive that its copy is from, and has those fields of the copy, by the
 * names of the archive format, that differ from the kept ones.
 */
final class OtherCopies {

  static final String FIELD = "afterglow.otherCopies";

  static final String ARCHIVE = "archive";

  private final Set<JsonNode> all = new LinkedHashSet<>();

  OtherCopies() {}

  /** What a copy knows of others already, from a merge before. */
  void addKnown(Map<String, JsonNode> raw) {
    JsonNode known = raw.get(FIELD);
    if (known != null && known.isArray()) {
      known.forEach(all::add);
    }
  }

  /** Adds what a copy says; false where an earlier merge has kept the same. */
  boolean add(Origin origin, ObjectNode differences) {
    for (JsonNode known : all) {
      if (known instanceof ObjectNode object
          && object.deepCopy().without(ARCHIVE).equals(differences)) {
        return false;
      }
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode().put(ARCHIVE, origin.id());
    copy.setAll(differences);
    all.add(copy);
    return true;
  }

  /** The fields of the source with what the copies say otherwise. */
  Map<String, JsonNode> in(Map<String, JsonNode> raw) {
    Map<String, JsonNode> complete = new TreeMap<>(raw);
    complete.remove(FIELD);
    if (!all.isEmpty()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach(list::add);
      complete.put(FIELD, list);
    }
    return complete;
  }

  /**
   * Adds to {@code raw} what only the other has, and to {@code differences} what both have
   * differently.
   */
  static void join(Map<String, JsonNode> raw, Map<String, JsonNode> other, ObjectNode differences) {
    ObjectNode differing = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(other)
        .forEach(
            (name, value) -> {
              JsonNode kept = raw.putIfAbsent(name, value);
              if (kept != null && !kept.equals(value) && !name.equals(FIELD)) {
                differing.set(name, value);
              }
            });
    if (!differing.isEmpty()) {
      differences.set("raw", differing);
    }
  }
}
