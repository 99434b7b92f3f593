package app.afterglow.launcher.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A screen for the tests' windows: an Xvfb of their own, so that they neither need nor disturb a
 * real one. JavaFX asks the C library for the screen's name, so it is set there.
 */
public final class VirtualScreen {

  private static @Nullable String unavailable;
  private static @Nullable String name;

  private VirtualScreen() {}

  /** Starts it once; says why where it can't be had. */
  public static synchronized @Nullable String unavailableBecause() {
    if (name == null && unavailable == null) {
      unavailable = start();
    }
    return unavailable;
  }

  /** Its name as X knows it, for programs that are started. */
  public static synchronized String name() {
    return Objects.requireNonNull(name, "no screen was started");
  }

  private static @Nullable String start() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return "the tests of the window run on Linux";
    }
    try {
      // It ends when its input does, after this process: a screen that goes away first would take
      // the toolkit's process along.
      Process started =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "Xvfb -displayfd 1 -screen 0 1280x900x24 & server=$!;"
                      + " exec >/dev/null; cat; kill $server")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String number =
          new BufferedReader(
                  new InputStreamReader(started.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (number == null) {
        return "Xvfb is not installed, or doesn't start";
      }
      name = ":" + number;
      setEnvironment("DISPLAY", name);
      return null;
    } catch (IOException e) {
      return "no shell starts Xvfb: " + e.getMessage();
    }
  }

  @SuppressWarnings("restricted")
  private static void setEnvironment(String name, String value) {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle setenv =
          linker.downcallHandle(
              linker.defaultLookup().find("setenv").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
      int failed = (int) setenv.invoke(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (failed != 0) {
        throw new IllegalStateException("setenv failed");
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
