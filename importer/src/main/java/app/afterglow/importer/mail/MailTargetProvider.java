package app.afterglow.importer.mail;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;
import java.util.Map;

/** Offers the target {@code mail}. */
public final class MailTargetProvider implements TargetProvider {

  static final String FORM = "form";
  static final String DOMAIN = "domain";

  /** A top-level domain that is never given to anybody (RFC 2606). */
  static final String NO_DOMAIN = "afterglow.invalid";

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public List<TargetOption> options() {
    return List.of(TargetOption.oneOf(FORM, "mbox", "eml"), new TargetOption(DOMAIN, NO_DOMAIN));
  }

  @Override
  public Output output(Map<String, String> given) {
    return "eml".equals(given.get(FORM))
        ? new Output(Output.Kind.FOLDER, "")
        : new Output(Output.Kind.FILE, ".mbox");
  }

  @Override
  public Target create() {
    return new MailTarget();
  }
}
