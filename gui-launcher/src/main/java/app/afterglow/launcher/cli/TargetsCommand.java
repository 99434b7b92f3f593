package app.afterglow.launcher.cli;

import app.afterglow.importer.Import;
import app.afterglow.importer.TargetOption;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.TargetDescriptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code afterglow targets}: where histories can be brought to, and with which options. */
@Command(name = "targets")
final class TargetsCommand implements Callable<Integer> {

  private final Session session;

  TargetsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<TargetProvider> targets = Import.targets();
    for (TargetProvider target : targets) {
      session.line(
          "%-12s %s".formatted(target.name(), TargetDescriptions.title(target, session.locale())));
      for (TargetOption option : target.options()) {
        session.line(
            "  --%-24s %s"
                .formatted(
                    option.name() + " VALUE",
                    TargetDescriptions.option(target, option, session.locale())));
      }
    }
    session.line("");
    session.say("targets.next");
    session.answer(
        out -> {
          out.writeStringField("command", "targets");
          out.writeArrayFieldStart("targets");
          for (TargetProvider target : targets) {
            out.writeStartObject();
            out.writeStringField("name", target.name());
            out.writeStringField("title", TargetDescriptions.title(target, session.locale()));
            out.writeArrayFieldStart("options");
            for (TargetOption option : target.options()) {
              out.writeStartObject();
              out.writeStringField("name", option.name());
              out.writeStringField("default", option.defaultValue());
              out.writeStringField(
                  "description", TargetDescriptions.option(target, option, session.locale()));
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
          }
          out.writeEndArray();
        });
    return ExitCodes.DONE;
  }
}
