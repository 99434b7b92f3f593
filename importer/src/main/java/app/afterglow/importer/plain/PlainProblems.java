package app.afterglow.importer.plain;

import app.afterglow.problem.Problem;
import app.afterglow.problem.UsageException;

/** The problems of file targets; words in {@code app.afterglow.importer.plain.problems}. */
public final class PlainProblems {

  static final String BUNDLE = "app.afterglow.importer.plain.problems";

  private PlainProblems() {}

  static UsageException noOutput() {
    return new UsageException(Problem.of(BUNDLE, "no-output"));
  }

  static UsageException exists(Object path) {
    return new UsageException(Problem.of(BUNDLE, "exists", path));
  }

  static UsageException strangePart(Object path) {
    return new UsageException(Problem.of(BUNDLE, "strange-part", path));
  }

  /** An option's value that isn't one of those it takes. */
  public static UsageException option(String name, String value, String takes) {
    return new UsageException(Problem.of(BUNDLE, "option", name, value, takes));
  }

  static app.afterglow.problem.TargetRefusedException verify(Object path, String detail) {
    return new app.afterglow.problem.TargetRefusedException(
        Problem.of(BUNDLE, "verify", path, detail));
  }
}
