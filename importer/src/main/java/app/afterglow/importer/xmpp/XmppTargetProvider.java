package app.afterglow.importer.xmpp;

import app.afterglow.importer.Target;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import java.util.List;

/** Offers the target {@code xmpp}. */
public final class XmppTargetProvider implements TargetProvider {

  /** For the service loader. */
  public XmppTargetProvider() {}

  @Override
  public String name() {
    return "xmpp";
  }

  @Override
  public List<TargetOption> options() {
    return Settings.OPTIONS;
  }

  @Override
  public Target create() {
    return new XmppTarget();
  }
}
