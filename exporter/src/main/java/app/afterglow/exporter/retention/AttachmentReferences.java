package app.afterglow.exporter.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the files that may hold messages are attachments: those that a message of another file
 * names as its own. Attachments stand below the same folder, and may be called or written like
 * files of messages.
 */
final class AttachmentReferences {

  private final RetentionFolder folder;
  private final Map<Path, Integer> numbers = new HashMap<>();
  private final Map<Integer, Set<Integer>> named = new HashMap<>();
  private final Map<Integer, Set<Integer>> namedBy = new HashMap<>();

  AttachmentReferences(RetentionFolder folder, List<Path> files) {
    this.folder = folder;
    for (Path file : files) {
      numbers.put(file, numbers.size());
    }
  }

  /** Takes note of the file that a message names, if it names one. */
  void add(Path from, JsonNode message) throws IOException {
    JsonNode file = message.path("file");
    String local = MessageFields.text(file, "localfilename");
    if (local == null
        || !BodyReader.carriesFile(message)
        || !RetentionFolder.isMessageName(local)) {
      return;
    }
    Path path = folder.attachment(local);
    Integer to = path == null ? null : numbers.get(path);
    Integer number = numbers.get(from);
    if (path != null && to != null && number != null && isSure(path, local, file)) {
      named.computeIfAbsent(number, key -> new HashSet<>()).add(to);
      namedBy.computeIfAbsent(to, key -> new HashSet<>()).add(number);
    }
  }

  /**
   * Whether more than its name speaks for a file. Where the attachment is gone, the end of its path
   * may lead to a file of messages that happens to be called the same.
   */
  private static boolean isSure(Path path, String local, JsonNode file) throws IOException {
    String[] names = local.replace('\\', '/').split("/", -1);
    Path parent = path.getParent();
    return names.length > 1
            && parent != null
            && names[names.length - 2].equals(String.valueOf(parent.getFileName()))
        || Files.size(path) == file.path("filesize").asLong(-1);
  }

  /**
   * The files that are attachments. What an attachment says counts for nothing: its author could
   * make messages vanish by naming their file. So only files that no other one names are believed,
   * then those that only attachments name; files that name each other are kept as messages.
   */
  Set<Path> attachments() {
    Set<Integer> attachments = new HashSet<>();
    Set<Integer> believed = new HashSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<Integer, Set<Integer>> each : named.entrySet()) {
        int file = each.getKey();
        Set<Integer> naming = namedBy.getOrDefault(file, Set.of());
        if (!attachments.contains(file) && attachments.containsAll(naming) && believed.add(file)) {
          attachments.addAll(each.getValue());
          changed = true;
        }
      }
    }
    return numbers.entrySet().stream()
        .filter(file -> attachments.contains(file.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
