package app.afterglow.launcher.terminal;

import app.afterglow.problem.Problem;

/** The launcher's own problems; their words stand in the bundle {@link #BUNDLE}. */
public final class LauncherProblem {

  /** The launcher's bundle of problems. */
  public static final String BUNDLE = "app.afterglow.launcher.problems";

  private LauncherProblem() {}

  /** The problem of this key. */
  public static Problem of(String key, Object... arguments) {
    return Problem.of(BUNDLE, key, arguments);
  }
}
