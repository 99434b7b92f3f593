package app.afterglow.exporter;

import app.afterglow.model.Conversation;
import app.afterglow.model.Selection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of an export as its archive states them, with what they leave out. */
final class ExportOptions {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ExportOptions() {}

  /**
   * The options. A selection is counted beforehand, which takes a pass over the messages: what it
   * leaves out is no part of the balance, and is stated here instead.
   */
  static Map<String, JsonNode> of(ExportRequest request, Source source) throws IOException {
    Map<String, JsonNode> options = new LinkedHashMap<>();
    options.put("expired", JSON.textNode(request.expired().word()));
    FoundStore.Origin origin = request.store().origin();
    if (origin != null) {
      options.put("origin", origin(origin));
    }
    Selection selection = request.selection();
    if (!selection.equals(Selection.ALL)) {
      options.put("selection", selection(selection));
      options.put("notSelected", notSelected(selection, source));
    }
    return options;
  }

  /** The backup or file the store was unpacked from, by its name: its path is nobody's business. */
  private static JsonNode origin(FoundStore.Origin origin) {
    return JSON.objectNode()
        .put("container", String.valueOf(origin.container().getFileName()))
        .put("folder", origin.folder());
  }

  private static JsonNode selection(Selection selection) {
    ObjectNode node = JSON.objectNode();
    ArrayNode conversations = node.putArray("conversations");
    selection.conversations().stream().sorted().forEach(conversations::add);
    node.put("since", selection.since() == null ? null : selection.since().toString());
    node.put("until", selection.until() == null ? null : selection.until().toString());
    return node;
  }

  private static JsonNode notSelected(Selection selection, Source source) throws IOException {
    long conversations = 0;
    long messages = 0;
    List<Conversation> all;
    try (Stream<Conversation> stream = source.conversations()) {
      all = stream.toList();
    }
    for (Conversation conversation : all) {
      boolean wanted = selection.includes(conversation);
      conversations += wanted ? 0 : 1;
      try (Stream<FoundMessage> found = source.messages(conversation)) {
        for (Iterator<FoundMessage> each = found.iterator(); each.hasNext(); ) {
          FoundMessage message = each.next();
          boolean included = wanted && selection.includes(message.message().sentAt());
          messages += included ? 0 : 1;
        }
      }
    }
    return JSON.objectNode().put("conversations", conversations).put("messages", messages);
  }
}
