package app.afterglow.importer.txt;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Offers the target {@code txt}. */
public final class TxtTargetProvider implements TargetProvider {

  @Override
  public String name() {
    return "txt";
  }

  @Override
  public List<TargetOption> options() {
    return List.of();
  }

  @Override
  public Target create() {
    return new TxtTarget();
  }
}
