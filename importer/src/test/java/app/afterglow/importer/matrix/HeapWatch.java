package app.afterglow.importer.matrix;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** The most heap that was in use after a collection, since it was begun. */
final class HeapWatch implements AutoCloseable {

  private static final long PERIOD_MILLIS = 200;

  private final Thread thread = Thread.ofVirtual().start(this::watch);
  private volatile long most;

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    long now = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      now += usage == null ? 0 : usage.getUsed();
    }
    most = Math.max(most, now);
  }

  /** In bytes. */
  long most() {
    System.gc();
    look();
    return most;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
