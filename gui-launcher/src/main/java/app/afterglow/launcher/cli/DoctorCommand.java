package app.afterglow.launcher.cli;

import app.afterglow.exporter.FoundStore;
import app.afterglow.launcher.cli.DoctorChecks.Check;
import app.afterglow.launcher.cli.DoctorChecks.Health;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Failure;
import app.afterglow.launcher.program.Version;
import app.afterglow.launcher.support.SupportBundle;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.Prompt;
import app.afterglow.launcher.terminal.Terminal;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow doctor}: whether this machine can do what is needed, and a store be read. */
@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "STORE", descriptionKey = "store", arity = "0..1")
  @Nullable Path store;

  @Option(names = "--bundle", paramLabel = "FILE")
  @Nullable Path bundle;

  @Mixin ContainerOptions containers = new ContainerOptions();

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (bundle != null && Files.exists(bundle)) {
      throw new UsageException(LauncherProblem.of("file-exists", bundle.toString()));
    }
    List<Check> checks = new ArrayList<>(new DoctorChecks(session).machine());
    List<String> failures = new ArrayList<>();
    // What a container holds is unpacked until the stores in it have been looked at.
    try (StorePlaces places = new StorePlaces(session, containers)) {
      List<FoundStore> stores = stores(places, checks, failures);
      for (Check check : checks) {
        session.line(
            "%-8s %s"
                .formatted(session.words().say("doctor." + word(check.health())), check.words()));
      }
      boolean ill =
          !failures.isEmpty() || checks.stream().anyMatch(check -> check.health() == Health.ILL);
      session.line("");
      session.say(ill ? "doctor.bad" : isDoubtful(checks) ? "doctor.unsure" : "doctor.good");
      SupportBundle made = bundle == null ? null : bundle(checks, stores, failures);
      boolean written = made != null && write(made, bundle);
      answer(checks, made, written);
      return ill ? ExitCodes.BAD_INPUT : ExitCodes.DONE;
    }
  }

  /** The stores that are meant, looked at where one was named. */
  private List<FoundStore> stores(StorePlaces places, List<Check> checks, List<String> failures)
      throws IOException {
    StoreChoice choice = new StoreChoice(session);
    if (store == null) {
      return bundle == null ? List.of() : choice.all(null, "");
    }
    try {
      List<FoundStore> stores = choice.all(places, store, "");
      checks.addAll(new StoreChecks(session).of(store, stores));
      return stores;
    } catch (IOException e) {
      if (bundle == null) {
        throw e;
      }
      // A store that can't even be looked at is what the bundle has to tell of.
      failures.add(word(e));
      session.problem(Failure.of(e).problem());
      return List.of();
    }
  }

  private void answer(List<Check> checks, @Nullable SupportBundle made, boolean written)
      throws IOException {
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
          if (made != null) {
            out.writeObjectFieldStart("bundle");
            out.writeStringField("file", written ? String.valueOf(bundle) : null);
            out.writeStringField("readme", made.readme());
            out.writeFieldName("report");
            out.writeRawValue(made.report().strip());
            out.writeEndObject();
          }
        });
  }

  private SupportBundle bundle(List<Check> checks, List<FoundStore> stores, List<String> failures) {
    SequencedMap<String, String> health = new LinkedHashMap<>();
    for (Check check : checks) {
      health.merge(check.name(), word(check.health()), (one, other) -> one + ", " + other);
    }
    return SupportBundle.of(
        Version.program(), session.words().say("bundle.readme"), health, stores, failures);
  }

  /** Shows everything that would be in it; where somebody can be asked, only then asks. */
  private boolean write(@Nullable SupportBundle made, @Nullable Path file) throws IOException {
    if (made == null || file == null) {
      return false;
    }
    show(made, file);
    Prompt prompt = session.prompt();
    if (prompt != null && !session.json()) {
      String typed = prompt.line(session.words().say("bundle.ask"));
      String yes = session.words().say("bundle.yes");
      if (typed == null
          || typed.isBlank()
          || !yes.startsWith(typed.strip().toLowerCase(session.locale()))) {
        session.say("bundle.not-written");
        return false;
      }
    }
    made.write(file);
    session.say("bundle.written", file.toString());
    return true;
  }

  /** Even to whoever wants to hear nothing: nobody should send what they can't have seen. */
  private void show(SupportBundle made, Path file) throws IOException {
    if (session.json()) {
      return;
    }
    PrintStream out = session.terminal().out();
    out.println();
    out.println(Terminal.harmless(session.words().say("bundle.head", file.toString())));
    out.println();
    out.println(Terminal.harmless(made.readme()));
    out.println(Terminal.harmless(made.report()));
  }

  /** What went wrong, without the names that its words would have. */
  private static String word(IOException e) {
    return e instanceof AfterglowException problem
        ? problem.problem().bundle() + " " + problem.problem().key()
        : e.getClass().getSimpleName();
  }

  private static boolean isDoubtful(List<Check> checks) {
    return checks.stream().anyMatch(check -> check.health() == Health.DOUBTFUL);
  }

  private static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }
}
