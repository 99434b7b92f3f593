package app.afterglow.launcher.program;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

  private static final Problem PROBLEM = LauncherProblem.of("interrupted");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UsageException(PROBLEM), 2, "interrupted"),
        Arguments.of(new WrongKeyException(PROBLEM), 3, "interrupted"),
        Arguments.of(new DamagedInputException(PROBLEM), 4, "interrupted"),
        Arguments.of(new UnsupportedInputException(PROBLEM), 4, "interrupted"),
        Arguments.of(new TargetRefusedException(PROBLEM), 5, "interrupted"),
        Arguments.of(new InterruptedRunException(PROBLEM), 6, "interrupted"),
        Arguments.of(new NoSuchFileException("x"), 4, "no-file"),
        Arguments.of(new AccessDeniedException("x"), 4, "file-denied"),
        Arguments.of(new FileAlreadyExistsException("x"), 2, "file-exists"),
        Arguments.of(new FileSystemException("x", null, "Is a directory"), 4, "file-failed"),
        Arguments.of(new IOException("No space left on device"), 6, "disk-full"),
        Arguments.of(new FileSystemException("x", null, "Disk quota exceeded"), 6, "disk-full"),
        Arguments.of(new IOException("Input/output error"), 4, "io-failed"),
        Arguments.of(new OutOfMemoryError("Java heap space"), 70, "memory"),
        Arguments.of(new IllegalStateException("the balance does not add up"), 70, "bug"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsScriptsAndPeople(Throwable thrown, int exitCode, String key) {
    Failure failure = Failure.of(thrown);

    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure.problem().key()).isEqualTo(key);
  }

  @Test
  void looksBehindWrappers() {
    Throwable wrapped =
        new ExecutionException(new UncheckedIOException(new WrongKeyException(PROBLEM)));

    assertThat(Failure.of(wrapped).exitCode()).isEqualTo(3);
  }

  @Test
  void namesThePlaceOfABugButNotItsMessage() {
    Failure failure = Failure.of(new IllegalStateException("message of Alice: hello"));

    assertThat(failure.problem().arguments().toString())
        .contains("IllegalStateException", "FailureTest.java:")
        .doesNotContain("Alice");
  }
}
