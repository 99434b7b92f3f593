package app.afterglow.launcher.cli;

import app.afterglow.age.Recipient;
import app.afterglow.exporter.Credentials;
import app.afterglow.exporter.Export;
import app.afterglow.exporter.ExportReport;
import app.afterglow.exporter.ExportRequest;
import app.afterglow.exporter.ExportRequest.Expired;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.OriginNames;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Version;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.model.Balance;
import app.afterglow.problem.AfterglowException;
import app.afterglow.problem.UsageException;
import app.afterglow.problem.WrongKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow export}: a store becomes an archive. */
@Command(name = "export")
final class ExportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "STORE", descriptionKey = "store", arity = "0..1")
  @Nullable Path store;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true)
  Path output = Path.of("");

  @Option(names = "--source", paramLabel = "SOURCE")
  String source = "";

  @Option(names = "--expired", paramLabel = "keep|drop")
  Expired expired = Expired.KEEP;

  @Mixin CredentialOptions credentials = new CredentialOptions();
  @Mixin ContainerOptions container = new ContainerOptions();
  @Mixin RecipientOptions recipients = new RecipientOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output)) {
      throw new UsageException(LauncherProblem.of("file-exists", output.toString()));
    }
    selection.read();
    // A slip in one is said before the store is looked for.
    List<Recipient> named = recipients.named.read();
    ClientWarning.warn(session);
    try (StorePlaces places = new StorePlaces(session, container)) {
      FoundStore found = new StoreChoice(session).one(places, store, source);
      List<Recipient> readers = recipients.complete(named, session);
      try {
        ExportReport report = export(found, readers);
        say(report);
        return ExitCodes.of(report.info().balance());
      } finally {
        RecipientOptions.close(readers);
      }
    }
  }

  /** A password that was typed may be typed again; one that was given is wrong once and for all. */
  private ExportReport export(FoundStore found, List<Recipient> readers) throws IOException {
    selection.say(session);
    ExportRequest request =
        new ExportRequest(found, output, readers, selection.read(), expired, Version.program());
    if (credentials.given()) {
      try (Credentials given = credentials.read(session)) {
        return export(request, given);
      }
    }
    while (true) {
      try (Credentials asked = CredentialOptions.ask(found, session)) {
        return export(request, asked);
      } catch (WrongKeyException e) {
        if (session.prompt() == null) {
          throw e;
        }
        session.problem(e.problem());
      }
    }
  }

  private ExportReport export(ExportRequest request, Credentials given) throws IOException {
    try (TerminalProgress progress = session.progress()) {
      return Export.run(request, given, progress);
    } catch (IOException | RuntimeException e) {
      Path part = Path.of(request.output() + ".part");
      if (Files.exists(part)) {
        session.note("export.part-left", part.toString());
      }
      if (e instanceof AfterglowException known) {
        throw OriginNames.named(known, request.store());
      }
      throw e;
    }
  }

  private void say(ExportReport report) throws IOException {
    Balance balance = report.info().balance();
    String archive = report.archive().toString();
    long size = Files.size(report.archive());
    session.say("export.done", archive, session.words().size(size));
    BalanceTable.say(balance, session);
    if (report.expired() > 0) {
      session.say("export.expired", report.expired());
    }
    BalanceTable.say(report.firstLosses(), balance.lost(), report.info().losses(), session);
    session.say("export.next", archive);
    session.answer(
        out -> {
          out.writeStringField("command", "export");
          out.writeStringField("archive", archive);
          out.writeNumberField("size", size);
          JsonAnswer.info(report.info(), out);
          out.writeNumberField("expired", report.expired());
          JsonAnswer.losses(report.firstLosses(), out);
        });
  }
}
