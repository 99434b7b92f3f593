package app.afterglow.launcher.viewer.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each message besides its words: when it was sent, by whom, whether it has files,
 * and a hash of its id; some seventeen bytes. Messages are numbered as they come, conversation by
 * conversation. One thread at a time.
 */
final class Documents {

  private static final int NOBODY = -1;

  private final Map<String, Integer> senders = new HashMap<>();
  private final BitSet withFiles = new BitSet();
  private long[] sentAt = new long[1 << 12];
  private int[] sender = new int[1 << 12];
  private int[] idHash = new int[1 << 12];
  private int count;

  /** Where conversations begin, in the order in which they came, and which they are. */
  private int[] starts = new int[16];

  private int[] conversations = new int[16];
  private int begun;

  /** The messages that come from now on are this conversation's. */
  void begin(int conversation) {
    if (begun == starts.length) {
      starts = Arrays.copyOf(starts, begun * 2);
      conversations = Arrays.copyOf(conversations, begun * 2);
    }
    starts[begun] = count;
    conversations[begun++] = conversation;
  }

  /** Adds a message and returns its number. */
  int add(long time, @Nullable String senderId, String id, boolean hasFiles) {
    if (count == sentAt.length) {
      int larger = count + count / 2;
      sentAt = Arrays.copyOf(sentAt, larger);
      sender = Arrays.copyOf(sender, larger);
      idHash = Arrays.copyOf(idHash, larger);
    }
    sentAt[count] = time;
    sender[count] =
        senderId == null ? NOBODY : senders.computeIfAbsent(senderId, _ -> senders.size());
    idHash[count] = hash(id);
    withFiles.set(count, hasFiles);
    return count++;
  }

  private static int hash(String id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }

  int count() {
    return count;
  }

  long sentAt(int document) {
    return sentAt[document];
  }

  /** The conversation of a message. */
  int conversationOf(int document) {
    return conversations[begunBefore(document)];
  }

  /** Its number in that conversation. */
  int ordinalOf(int document) {
    return document - starts[begunBefore(document)];
  }

  private int begunBefore(int document) {
    int low = 0;
    int high = begun - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= document) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The messages that a query's filters let through. */
  BitSet matching(Query query) {
    BitSet found = new BitSet(count);
    if (query.conversations().isEmpty()) {
      found.set(0, count);
    } else {
      for (int i = 0; i < begun; i++) {
        if (query.conversations().contains(conversations[i])) {
          found.set(starts[i], i + 1 < begun ? starts[i + 1] : count);
        }
      }
    }
    if (query.withFiles()) {
      found.and(withFiles);
    }
    if (!query.people().isEmpty()) {
      int[] wanted = query.people().stream().mapToInt(id -> senders.getOrDefault(id, -2)).toArray();
      keep(found, document -> contains(wanted, sender[document]));
    }
    if (query.since() != Long.MIN_VALUE || query.until() != Long.MAX_VALUE) {
      keep(found, d -> sentAt[d] >= query.since() && sentAt[d] < query.until());
    }
    return found;
  }

  private static boolean contains(int[] wanted, int value) {
    for (int each : wanted) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }

  private static void keep(BitSet found, IntPredicate wanted) {
    for (int d = found.nextSetBit(0); d >= 0; d = found.nextSetBit(d + 1)) {
      if (!wanted.test(d)) {
        found.clear(d);
      }
    }
  }

  /** Numbers, in their conversation, of messages whose id may be this one; null before it came. */
  int @Nullable [] withId(int conversation, String id) {
    int hash = hash(id);
    for (int i = 0; i < begun; i++) {
      if (conversations[i] == conversation) {
        int end = i + 1 < begun ? starts[i + 1] : count;
        int start = starts[i];
        return IntStream.range(start, end)
            .filter(document -> idHash[document] == hash)
            .map(document -> document - start)
            .toArray();
      }
    }
    return null;
  }

  /** Bytes of memory it takes, nearly. */
  long bytes() {
    return 16L * sentAt.length + withFiles.size() / 8;
  }
}
