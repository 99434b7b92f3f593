package app.afterglow.importer.jsonl;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Makes {@code jsonl} known as a target. */
public final class JsonlProvider implements TargetProvider {

  /** For the service loader. */
  public JsonlProvider() {}

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public List<TargetOption> options() {
    return List.of();
  }

  @Override
  public Target create() {
    return new JsonlTarget();
  }
}
