package app.afterglow.importer.html;

import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.search.SearchWords;
import app.afterglow.search.SearchedTexts;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds the search index while the messages pass by, in bounded memory: terms and their message
 * numbers are gathered up to some megabytes, then written out as a sorted run; {@link #finish}
 * merges the runs into shards. The runs lie in the unfinished output folder, which holds the same
 * words as plain pages anyway, and are gone when it is finished.
 *
 * <p>Terms that are no words begin with U+0001: {@code s}+hash finds messages by sender, {@code a}
 * those with attachments, {@code m}+hash a message by its id. The last sort is written only for ids
 * that some message refers to: runs hold {@code 0} behind the hash for a reference and {@code 1}
 * for the message itself, so that the merge meets the reference first.
 */
final class SearchIndex {

  static final String SENDER = "\u0001s";
  static final String WITH_ATTACHMENT = "\u0001a";
  static final String MESSAGE_ID = "\u0001m";

  /** What a term costs beside its characters and postings, measured roughly and from above. */
  private static final int TERM_COST = 160;

  private final OutputFolder folder;
  private final long memory;
  private final Map<String, Postings> terms = new HashMap<>();
  private final List<Path> runs = new ArrayList<>();
  private final SearchWords words = new SearchWords(this::addTerm);
  private long used;
  private long number;

  /**
   * An empty index.
   *
   * @param memory how many bytes may be gathered before they are written out, roughly
   */
  SearchIndex(OutputFolder folder, long memory) {
    this.folder = folder;
    this.memory = memory;
  }

  /** Adds a message under its number in the whole history; numbers ascend. */
  void add(long messageNumber, Message message) throws IOException {
    number = messageNumber;
    SearchedTexts.of(message).forEach(words::read);
    if (!message.attachments().isEmpty()) {
      addTerm(WITH_ATTACHMENT);
    }
    if (message.senderId() != null) {
      addTerm(SENDER + ShortHash.of(message.senderId()));
    }
    addTerm(MESSAGE_ID + ShortHash.of(message.id()) + '1');
    refer(message.replyTo());
    refer(targetOf(message.body()));
    if (used >= memory) {
      spill();
    }
  }

  private void refer(@Nullable String id) {
    if (id != null) {
      addTerm(MESSAGE_ID + ShortHash.of(id) + '0');
    }
  }

  private static @Nullable String targetOf(MessageBody body) {
    return switch (body) {
      case MessageBody.Deleted deleted -> deleted.targetId();
      case MessageBody.EditOf edit -> edit.targetId();
      case MessageBody.ReactionTo reaction -> reaction.targetId();
      case MessageBody.Text _,
          MessageBody.FileBody _,
          MessageBody.Location _,
          MessageBody.Call _,
          MessageBody.RoomEvent _,
          MessageBody.Verification _,
          MessageBody.Unknown _ ->
          null;
    };
  }

  private void addTerm(String term) {
    Postings postings = terms.get(term);
    if (postings == null) {
      terms.put(term, new Postings(number));
      used += TERM_COST + 2L * term.length();
    } else {
      used += postings.add(number);
    }
  }

  private void spill() throws IOException {
    Path run = folder.work("run-" + runs.size());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(folder.newFile(run), 1 << 16))) {
      for (Map.Entry<String, Postings> entry : new TreeMap<>(terms).entrySet()) {
        Postings postings = entry.getValue();
        byte[] rest = postings.rest();
        out.writeUTF(entry.getKey());
        out.writeLong(postings.first());
        out.writeLong(postings.last());
        out.writeInt(rest.length);
        out.write(rest);
      }
    }
    runs.add(run);
    terms.clear();
    used = 0;
  }

  /** Writes the shards. */
  void finish() throws IOException {
    spill();
    SearchShards.merge(runs, folder);
  }
}
