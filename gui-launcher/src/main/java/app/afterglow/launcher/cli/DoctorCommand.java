package app.afterglow.launcher.cli;

import app.afterglow.launcher.cli.DoctorChecks.Check;
import app.afterglow.launcher.cli.DoctorChecks.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code afterglow doctor}: whether this machine can do what is needed, and a store be read. */
@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "STORE", descriptionKey = "store", arity = "0..1")
  @Nullable Path store;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<Check> checks = new ArrayList<>(new DoctorChecks(session).machine());
    if (store != null) {
      checks.addAll(new StoreChecks(session).of(store));
    }
    for (Check check : checks) {
      session.line(
          "%-8s %s"
              .formatted(session.words().say("doctor." + word(check.health())), check.words()));
    }
    boolean ill = checks.stream().anyMatch(check -> check.health() == Health.ILL);
    session.line("");
    session.say(ill ? "doctor.bad" : "doctor.good");
    session.answer(
        out -> {
          out.writeStringField("command", "doctor");
          out.writeStringField("version", Version.program());
          out.writeArrayFieldStart("checks");
          for (Check check : checks) {
            out.writeStartObject();
            out.writeStringField("name", check.name());
            out.writeStringField("health", word(check.health()));
            out.writeStringField("words", check.words());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
    return ill ? ExitCodes.BAD_INPUT : ExitCodes.DONE;
  }

  private static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }
}
