package app.afterglow.launcher.program;

import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Why a run failed, as scripts and people are told: whatever was thrown becomes a problem with
 * words and an exit code here, and only here.
 *
 * @param exitCode what scripts are told
 * @param problem what people are told
 */
public record Failure(int exitCode, Problem problem) {

  /** How the C library and Windows say that a disk is full; Java has no class for it. */
  private static final List<String> DISK_FULL =
      List.of("No space left", "Aucun espace disponible", "quota", "not enough space");

  /** Whether what was given doesn't open what it should: it can be tried again. */
  public boolean wrongKey() {
    return exitCode == ExitCodes.WRONG_KEY;
  }

  /** The failure behind what was thrown. */
  public static Failure of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    return switch (cause) {
      case AfterglowException e -> new Failure(ExitCodes.of(e), e.problem());
      case IOException e -> ofSystem(e);
      case OutOfMemoryError _ -> failure(ExitCodes.BUG, "memory", heapMegabytes());
      default -> failure(ExitCodes.BUG, "bug", cause.getClass().getSimpleName(), place(cause));
    };
  }

  private static Failure ofSystem(IOException e) {
    String words = String.valueOf(e.getMessage());
    if (DISK_FULL.stream().anyMatch(words::contains)) {
      return failure(ExitCodes.INTERRUPTED, "disk-full");
    }
    return switch (e) {
      case NoSuchFileException f -> failure(ExitCodes.BAD_INPUT, "no-file", f.getFile());
      case AccessDeniedException f -> failure(ExitCodes.BAD_INPUT, "file-denied", f.getFile());
      case FileAlreadyExistsException f -> failure(ExitCodes.USAGE, "file-exists", f.getFile());
      case FileSystemException f ->
          failure(
              ExitCodes.BAD_INPUT,
              "file-failed",
              String.valueOf(f.getFile()),
              f.getReason() == null ? f.getClass().getSimpleName() : f.getReason());
      default -> failure(ExitCodes.BAD_INPUT, "io-failed", words);
    };
  }

  private static Failure failure(int exitCode, String key, Object... arguments) {
    return new Failure(exitCode, LauncherProblem.of(key, arguments));
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof UncheckedIOException
            || cause instanceof ExecutionException
            || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String place(Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    return trace.length == 0 ? "?" : trace[0].getFileName() + ":" + trace[0].getLineNumber();
  }

  private static long heapMegabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
