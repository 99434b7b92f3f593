package app.afterglow.importer.csv;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Offers the target {@code csv}. */
public final class CsvTargetProvider implements TargetProvider {

  static final String BOM = "bom";

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<TargetOption> options() {
    return List.of(new TargetOption(BOM, "no"));
  }

  @Override
  public Target create() {
    return new CsvTarget();
  }
}
