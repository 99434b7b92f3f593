package app.afterglow.importer.delivery;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.model.Person;
import app.afterglow.model.Selection;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a history to a {@link Messenger}: strictly in order within a conversation, several
 * conversations at a time, each step once as far as the target allows. Interrupting the calling
 * thread ends the run after the steps on their way; running it again goes on where it stopped.
 */
public final class Delivery {

  private static final long LOOK_MILLIS = 100;

  private final Ledger ledger;
  private final Course course;

  /**
   * A delivery.
   *
   * @param target the target's identity, the one the ledger was opened with
   * @param pace the rate of requests, shared with the messenger
   * @param timing the one that {@code pace} waits by
   */
  public Delivery(
      Ledger ledger, String target, DeliverySettings settings, Pace pace, Timing timing) {
    this.ledger = ledger;
    this.course = new Course(target, settings, pace, timing, new ReentrantLock());
  }

  /**
   * Delivers what the request wants.
   *
   * @return what became of every item, those delivered by earlier runs included
   * @throws app.afterglow.problem.TargetRefusedException where the target takes nothing at all, or
   *     did not answer for too long
   * @throws app.afterglow.problem.InterruptedRunException where the run was ended from outside
   */
  public ImportReport deliver(
      History history, Messenger messenger, ImportRequest request, Progress progress)
      throws IOException {
    GuardedHistory guarded = new GuardedHistory(history);
    try {
      connect(messenger);
      Tally tally = people(guarded, messenger);
      List<ArchivedConversation> wanted = wanted(guarded, request.selection());
      progress.start(Progress.Stage.IMPORTING, total(wanted, request.selection()), -1);
      for (Tally one : new Crew(guarded, messenger, request.selection(), progress).work(wanted)) {
        tally.add(one);
      }
      return new ImportReport(tally.balance(), tally.losses(), List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryProblems.interrupted(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Says what {@link #deliver} would do, without doing it: the target is only looked at. */
  public Rehearsal rehearse(History history, Messenger messenger, ImportRequest request)
      throws IOException {
    GuardedHistory guarded = new GuardedHistory(history);
    try {
      connect(messenger);
      RehearsalRun run =
          new RehearsalRun(
              people(guarded, messenger), ledger, course.pace(), messenger, course.settings());
      for (ArchivedConversation conversation : wanted(guarded, request.selection())) {
        course.timing().check();
        run.conversation(guarded, conversation, request.selection());
      }
      return run.rehearsal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryProblems.interrupted(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void connect(Messenger messenger) throws IOException, InterruptedException {
    try {
      course.untilDone(
          attempt -> {
            messenger.connect();
            return attempt;
          });
    } catch (DeliveryException.Refused e) {
      throw DeliveryProblems.refused(course.target(), e);
    }
  }

  private static Tally people(History history, Messenger messenger) throws IOException {
    Tally tally = new Tally();
    try (Stream<Person> people = history.people()) {
      for (Iterator<Person> all = people.iterator(); all.hasNext(); ) {
        tally.person(messenger.person(all.next()));
      }
    }
    return tally;
  }

  private static List<ArchivedConversation> wanted(History history, Selection selection)
      throws IOException {
    return history.conversations().stream()
        .filter(conversation -> selection.includes(conversation.conversation()))
        .toList();
  }

  private static long total(List<ArchivedConversation> wanted, Selection selection) {
    boolean all = selection.since() == null && selection.until() == null;
    return all ? wanted.stream().mapToLong(ArchivedConversation::messageCount).sum() : -1;
  }

  /** Those who deliver the conversations. The first who fails ends the work of all. */
  private final class Crew {
    private final History history;
    private final Messenger messenger;
    private final Selection selection;
    private final Progress progress;
    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private long told;

    private Crew(History history, Messenger messenger, Selection selection, Progress progress) {
      this.history = history;
      this.messenger = messenger;
      this.selection = selection;
      this.progress = progress;
    }

    private List<Tally> work(List<ArchivedConversation> conversations)
        throws IOException, InterruptedException {
      List<Tally> tallies = new ArrayList<>();
      ExecutorService workers =
          Executors.newFixedThreadPool(
              course.settings().parallel(),
              Thread.ofPlatform().name("delivery-", 0).daemon().factory());
      try {
        List<Future<@Nullable Tally>> futures = new ArrayList<>();
        for (ArchivedConversation conversation : conversations) {
          futures.add(workers.submit(() -> one(conversation)));
        }
        for (Future<@Nullable Tally> future : futures) {
          Tally tally = result(future);
          if (tally != null) {
            tallies.add(tally);
          }
        }
      } finally {
        end(workers);
      }
      tell();
      rethrow(failure.get());
      return tallies;
    }

    private @Nullable Tally one(ArchivedConversation conversation) {
      try {
        course.timing().check();
        return new ConversationRun(
                course, history, conversation, selection, messenger, ledger, done)
            .deliver();
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        failure.compareAndSet(null, e instanceof UncheckedIOException io ? io.getCause() : e);
        course.timing().stop();
        return null;
      }
    }

    private @Nullable Tally result(Future<@Nullable Tally> future) throws InterruptedException {
      while (true) {
        try {
          return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          tell();
        } catch (ExecutionException e) {
          throw new IllegalStateException("workers keep their failures to themselves", e);
        }
      }
    }

    private void tell() {
      long now = done.sum();
      if (now > told) {
        progress.advance(now - told, 0);
        told = now;
      }
    }

    /** Nobody waits any more, but steps on their way are ended; interrupting twice cuts them. */
    private void end(ExecutorService workers) throws InterruptedException {
      workers.shutdown();
      if (workers.isTerminated()) {
        return;
      }
      course.timing().stop();
      // What the ledger is still to be told must be told before it is closed.
      boolean interrupted = Thread.interrupted();
      try {
        while (!workers.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          tell();
        }
      } catch (InterruptedException e) {
        workers.shutdownNow();
        workers.close();
        throw e;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static void rethrow(@Nullable Throwable failure)
        throws IOException, InterruptedException {
      switch (failure) {
        case null -> {
          // All went well.
        }
        case IOException e -> throw e;
        case InterruptedException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }
}
