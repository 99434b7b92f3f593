package app.afterglow.launcher.gui;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the machine from falling asleep while something is done, by what its system has for that.
 * Where there is nothing the machine may sleep, and the work goes on when it wakes.
 */
final class Awake implements AutoCloseable {

  private final @Nullable Process holder;

  private Awake(@Nullable Process holder) {
    this.holder = holder;
  }

  /** Until it is closed, or this program ends. */
  static Awake now() {
    List<String> command = command(System.getProperty("os.name").toLowerCase(Locale.ROOT));
    if (command.isEmpty()) {
      return new Awake(null);
    }
    try {
      return new Awake(
          new ProcessBuilder(command)
              .redirectInput(Redirect.PIPE)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return new Awake(null);
    }
  }

  /** Each ends with its input, so that none outlives a program that was killed. */
  static List<String> command(String system) {
    if (system.contains("mac")) {
      return List.of("caffeinate", "-i", "cat");
    }
    if (system.contains("linux")) {
      return List.of(
          "systemd-inhibit",
          "--what=idle:sleep",
          "--who=Afterglow",
          "--why=Messages are being saved",
          "cat");
    }
    if (system.contains("windows")) {
      // 0x80000001: ES_CONTINUOUS and ES_SYSTEM_REQUIRED, for as long as the process lives.
      return List.of(
          "powershell",
          "-NoProfile",
          "-Command",
          "(Add-Type -PassThru -Name P -MemberDefinition '[DllImport(\"kernel32.dll\")] public static"
              + " extern uint SetThreadExecutionState(uint f);')::SetThreadExecutionState(2147483649);"
              + " [Console]::In.ReadToEnd()");
    }
    return List.of();
  }

  @Override
  public void close() {
    if (holder != null) {
      holder.destroy();
    }
  }
}
