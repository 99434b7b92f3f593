package app.afterglow.exporter;

import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.DamagedInputException;
import app.afterglow.problem.InterruptedRunException;
import app.afterglow.problem.Problem;
import app.afterglow.problem.TargetRefusedException;
import app.afterglow.problem.UnsupportedInputException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import java.io.File;
import java.util.List;

/** Names files of an unpacked store by their container: a private folder's name helps nobody. */
public final class OriginNames {

  private OriginNames() {}

  /** The same failure, in words that name the container where the store came out of one. */
  public static AfterglowException named(AfterglowException failure, FoundStore store) {
    if (store.origin() == null) {
      return failure;
    }
    Problem problem = failure.problem();
    List<Object> arguments =
        problem.arguments().stream().map(argument -> named(argument, store)).toList();
    if (arguments.equals(problem.arguments())) {
      return failure;
    }
    Problem named = new Problem(problem.bundle(), problem.key(), arguments);
    return switch (failure) {
      case WrongKeyException e -> new WrongKeyException(named, e);
      case DamagedInputException e -> new DamagedInputException(named, e);
      case UnsupportedInputException e -> new UnsupportedInputException(named, e);
      case UsageException e -> new UsageException(named, e);
      case TargetRefusedException e -> new TargetRefusedException(named, e);
      case InterruptedRunException e -> new InterruptedRunException(named, e);
    };
  }

  private static Object named(Object argument, FoundStore store) {
    if (argument instanceof Number) {
      return argument;
    }
    String root = store.root().toString();
    return argument
        .toString()
        .replace(root + File.separator, store.place() + ": ")
        .replace(root, store.place());
  }
}
