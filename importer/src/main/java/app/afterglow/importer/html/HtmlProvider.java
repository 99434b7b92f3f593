package app.afterglow.importer.html;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Offers the {@code html} target. */
public final class HtmlProvider implements TargetProvider {

  static final String MEDIA = "media";
  static final String COPY = "copy";
  static final String LEAVE_OUT = "leave-out";

  @Override
  public String name() {
    return "html";
  }

  @Override
  public List<TargetOption> options() {
    return List.of(TargetOption.oneOf(MEDIA, COPY, LEAVE_OUT));
  }

  @Override
  public Target create() {
    return new HtmlTarget();
  }
}
