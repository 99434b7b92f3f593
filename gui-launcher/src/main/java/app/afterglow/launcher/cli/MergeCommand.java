package app.afterglow.launcher.cli;

import app.afterglow.age.Recipient;
import app.afterglow.archive.merge.ArchiveMerge;
import app.afterglow.archive.merge.MergeReport;
import app.afterglow.archive.merge.MergeRequest;
import app.afterglow.archive.merge.MergeRequest.Accounts;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Times;
import app.afterglow.launcher.program.Version;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.model.Balance;
import app.afterglow.problem.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterglow merge}: several archives of one account become one. */
@Command(name = "merge")
final class MergeCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file", arity = "2..*")
  List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true)
  Path output = Path.of("");

  @Option(names = "--accounts", paramLabel = "same|different")
  Accounts accounts = Accounts.SAME;

  @Mixin NamedRecipients recipients = new NamedRecipients();

  @Option(names = "--new-passphrase-file", paramLabel = "FILE")
  @Nullable String newPassphrase;

  @Mixin IdentityOptions identities = new IdentityOptions();

  MergeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output)) {
      throw new UsageException(LauncherProblem.of("file-exists", output.toString()));
    }
    List<Recipient> readers =
        RecipientOptions.complete(
            recipients.read(), "--new-passphrase-file", newPassphrase, session);
    MergeRequest request = new MergeRequest(files, output, readers, accounts, Version.program());
    MergeReport report;
    try (Identities keys = identities.read(session);
        TerminalProgress progress = session.progress()) {
      report = ArchiveMerge.run(request, keys.all(), progress);
    } finally {
      RecipientOptions.close(readers);
    }
    say(report);
    return ExitCodes.of(report.info().balance());
  }

  private void say(MergeReport report) throws IOException {
    Balance balance = report.info().balance();
    String archive = report.archive().toString();
    long size = Files.size(report.archive());
    session.say("export.done", archive, session.words().size(size));
    session.say("merge.inputs", report.inputs().size());
    for (MergeReport.Input input : report.inputs()) {
      session.say(
          "merge.input",
          input.file().toString(),
          Times.of(input.info().description().created(), session.locale(), ZoneId.systemDefault()),
          input.info().balance().messages().carried(),
          input.info().balance().attachments().carried());
    }
    BalanceTable.say(balance, session);
    if (report.recovered() > 0) {
      session.say("merge.recovered", report.recovered());
    }
    if (report.conflicts() > 0) {
      session.say("merge.conflicts", report.conflicts());
    }
    BalanceTable.say(report.firstLosses(), balance.lost(), report.info().losses(), session);
    session.say("merge.next");
    session.answer(
        out -> {
          out.writeStringField("command", "merge");
          out.writeStringField("archive", archive);
          out.writeNumberField("size", size);
          JsonAnswer.info(report.info(), out);
          out.writeArrayFieldStart("inputs");
          for (MergeReport.Input input : report.inputs()) {
            out.writeStartObject();
            out.writeStringField("archive", input.file().toString());
            out.writeStringField("sha256", input.sha256());
            out.writeNumberField("size", input.size());
            JsonAnswer.info(input.info(), out);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeNumberField("recovered", report.recovered());
          out.writeNumberField("conflicts", report.conflicts());
          JsonAnswer.losses(report.firstLosses(), out);
        });
  }
}
