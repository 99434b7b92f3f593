package app.afterglow.importer.mattermost;

import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongObjectHashMap;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The posts that are held back until all their replies and reactions have come: an import has a
 * post and its replies in one line. What is held is bounded: where it grows too large the oldest
 * thread is written as it is, and later replies to it stand by themselves.
 */
final class Threads {

  /** The server reads lines of up to 16 MiB. */
  static final long LONGEST_LINE = 8L << 20;

  private static final long MOST_HELD = 32L << 20;

  /** Takes finished posts. */
  interface Sink {
    void write(Draft post) throws IOException;
  }

  /** A post others may still hang on, and its thread. */
  record Held(Draft post, OpenThread thread) {}

  /** A root post with the replies so far. */
  static final class OpenThread {
    private final Draft root;
    private final LongArrayList keys = new LongArrayList();
    private int pending;
    private long size;

    private OpenThread(Draft root) {
      this.root = root;
      size = root.size();
    }

    /** The post at the beginning of the thread. */
    Draft root() {
      return root;
    }
  }

  private final ThreadPlan plan;
  private final Sink sink;
  private final LongObjectHashMap<Held> held = new LongObjectHashMap<>();
  private final Set<OpenThread> open = new LinkedHashSet<>();
  private long size;

  Threads(ThreadPlan plan, Sink sink) {
    this.plan = plan;
    this.sink = sink;
  }

  /** The post held for this key, null where it never came or was written already. */
  @Nullable Held held(long key) {
    return held.get(key);
  }

  /** A message that begins a thread, or stands alone; its further parts follow it as posts. */
  void root(long key, List<Draft> posts) throws IOException {
    int waiting = plan.waitingFor(key);
    for (Draft part : posts) {
      if (part != posts.getFirst() || waiting == 0) {
        sink.write(part);
      }
    }
    if (waiting == 0) {
      return;
    }
    OpenThread thread = new OpenThread(posts.getFirst());
    open.add(thread);
    size += thread.size;
    hold(key, thread.root, thread, waiting);
    shrink();
  }

  /** A message that answers a held one: its parts join the thread. */
  void reply(Held parent, long key, List<Draft> posts) throws IOException {
    OpenThread thread = parent.thread();
    for (Draft part : posts) {
      thread.root.replies.add(part);
      grow(thread, part.size());
    }
    hold(key, posts.getFirst(), thread, plan.waitingFor(key));
    arrived(parent, 0);
  }

  /** Something a held post was waiting for has come and took this many bytes. */
  void arrived(Held parent, long bytes) throws IOException {
    OpenThread thread = parent.thread();
    grow(thread, bytes);
    thread.pending--;
    if (thread.pending == 0 || thread.size > LONGEST_LINE) {
      close(thread);
    }
    shrink();
  }

  /** Writes whatever is still held. */
  void finish() throws IOException {
    for (OpenThread thread : List.copyOf(open)) {
      close(thread);
    }
  }

  private void hold(long key, Draft post, OpenThread thread, int waiting) {
    if (waiting > 0) {
      held.put(key, new Held(post, thread));
      thread.keys.add(key);
      thread.pending += waiting;
    }
  }

  private void grow(OpenThread thread, long bytes) {
    thread.size += bytes;
    size += bytes;
  }

  private void shrink() throws IOException {
    while (size > MOST_HELD && !open.isEmpty()) {
      close(open.iterator().next());
    }
  }

  private void close(OpenThread thread) throws IOException {
    if (!open.remove(thread)) {
      return;
    }
    size -= thread.size;
    for (int i = 0; i < thread.keys.size(); i++) {
      held.remove(thread.keys.get(i));
    }
    sink.write(thread.root);
  }
}
