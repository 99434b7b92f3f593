package app.afterglow.importer.rsmf;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Offers the target {@code rsmf}. */
public final class RsmfTargetProvider implements TargetProvider {

  static final String SLICE = "slice";
  static final String MAX_EVENTS = "max-events";
  static final String MAX_MEGABYTES = "max-megabytes";

  @Override
  public String name() {
    return "rsmf";
  }

  @Override
  public List<TargetOption> options() {
    return List.of(
        TargetOption.oneOf(SLICE, "day", "size"),
        new TargetOption(MAX_EVENTS, "10000"),
        new TargetOption(MAX_MEGABYTES, "1000"));
  }

  @Override
  public Target create() {
    return new RsmfTarget();
  }
}
