package app.afterglow.importer.matrix;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;
import java.util.Map;

/** Matrix, {@code matrix}. */
public final class MatrixProvider implements TargetProvider {

  @Override
  public String name() {
    return "matrix";
  }

  @Override
  public List<TargetOption> options() {
    return MatrixSettings.OPTIONS;
  }

  @Override
  public Output output(Map<String, String> given) {
    return new Output(Output.Kind.SERVER, "");
  }

  @Override
  public boolean needs(TargetOption secret, Map<String, String> given) {
    return !given.containsKey("registration");
  }

  /** The registration comes first; what would be brought is only told. */
  @Override
  public boolean onlyPrepares(Map<String, String> given) {
    return given.containsKey("registration");
  }

  @Override
  public Target create() {
    return new MatrixTarget();
  }
}
