package app.afterglow.launcher.terminal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and its like. A run notices the wish at its next {@link
 * app.afterglow.progress.Progress#advance} and unwinds: it wipes keys and private copies and
 * removes what is half written. Whoever doesn't within ten seconds, or is asked a second time, is
 * stopped where it stands.
 */
public final class Interruption {

  /** The exit code of a run that was stopped. */
  public static final int EXIT_CODE = 6;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final @Nullable IntConsumer exit;
  private final AtomicBoolean listening = new AtomicBoolean();
  private final AtomicBoolean requested = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean waiting;

  /** Nobody listens for signals; an end can only be asked for by {@link #request}. */
  public Interruption() {
    this(null);
  }

  /**
   * Signals ask for an end.
   *
   * @param exit ends the program at once, with the code given
   */
  Interruption(@Nullable IntConsumer exit) {
    this.exit = exit;
  }

  /** True once somebody asked for an end. */
  public boolean requested() {
    return requested.get();
  }

  /** The run is over: nothing is left to stop. */
  public void finished() {
    finished.countDown();
  }

  /** While a person is waited for nothing is half done, so that an end can be at once. */
  <T extends @Nullable Object> T whileWaiting(Supplier<T> question) {
    listen();
    waiting = true;
    try {
      return question.get();
    } finally {
      waiting = false;
    }
  }

  /** Asks for an end, and ends the program where the run can't or doesn't heed it. */
  public void request() {
    boolean again = requested.getAndSet(true);
    if (exit != null && (again || waiting || !finishesInTime())) {
      exit.accept(EXIT_CODE);
    }
  }

  private boolean finishesInTime() {
    try {
      return finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Listens for INT, TERM and HUP, once something is under way: before that an end is an end. The
   * JDK has no supported way to catch a signal, only {@code sun.misc.Signal}, which javac can't
   * name without a warning; where it is missing, the virtual machine's own way of stopping stays.
   */
  void listen() {
    if (exit == null || listening.getAndSet(true)) {
      return;
    }
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Runnable onSignal = this::request;
      MethodHandle run =
          MethodHandles.lookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(onSignal);
      Object listener =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, signal));
      for (String name : List.of("INT", "TERM", "HUP")) {
        listenTo(signal, handler, listener, name);
      }
    } catch (ReflectiveOperationException e) {
      // No such class in this runtime: see above.
    }
  }

  private static void listenTo(Class<?> signal, Class<?> handler, Object listener, String name)
      throws ReflectiveOperationException {
    try {
      Object which = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, which, listener);
    } catch (InvocationTargetException e) {
      // Windows knows no HUP, and some runtimes keep a signal for themselves.
    }
  }
}
