package app.afterglow.importer.whatsapp;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Offers the target {@code whatsapp}. */
public final class WhatsAppTargetProvider implements TargetProvider {

  static final String FORM = "form";
  static final String PHONE = "phone";
  static final String DATES = "dates";

  @Override
  public String name() {
    return "whatsapp";
  }

  @Override
  public List<TargetOption> options() {
    return List.of(
        TargetOption.oneOf(FORM, "zip", "folder"),
        TargetOption.oneOf(PHONE, "android", "ios"),
        TargetOption.oneOf(DATES, "dmy", "mdy", "ymd"));
  }

  @Override
  public Target create() {
    return new WhatsAppTarget();
  }
}
