package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.History;
import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.model.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code afterglow import}: archives are brought to a target. */
@Command(name = "import")
final class ImportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", descriptionKey = "file", arity = "1..*")
  List<Path> files = new ArrayList<>();

  @Option(names = "--to", paramLabel = "TARGET", required = true)
  String to = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "PATH")
  @Nullable Path output;

  @Option(names = "--map", paramLabel = "CSV")
  @Nullable Path map;

  @Option(names = {"-n", "--dry-run"})
  boolean dryRun;

  @Mixin IdentityOptions identities = new IdentityOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();

  @Spec private @Nullable CommandSpec spec;

  ImportCommand(Session session) {
    this.session = session;
  }

  /** Takes these targets' own options too. */
  void accept(List<TargetProvider> targets) {
    if (spec != null) {
      TargetOptions.add(spec, targets, session.words());
    }
  }

  @Override
  public Integer call() throws IOException {
    ParseResult parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
    TargetProvider target = Import.target(to);
    Selection wanted = selection.read();
    selection.say(session);
    ImportReport report;
    Map<String, String> options = TargetOptions.given(parsed, target, files.getFirst());
    try (TargetSecrets secrets = TargetSecrets.read(parsed, target, options, session);
        Identities keys = identities.read(session);
        History history = open(keys);
        TerminalProgress progress = session.progress()) {
      ImportRequest request =
          new ImportRequest(
              output,
              wanted,
              dryRun ? Mode.DRY_RUN : Mode.DELIVER,
              selection.zone(),
              session.locale(),
              options,
              map,
              secrets.byName(),
              new DoubtQuestions(session, progress, selection.zone()));
      report = Import.run(target, history, request, progress);
    }
    say(report, target.onlyPrepares(options));
    return ExitCodes.of(report.balance());
  }

  private History open(Identities keys) throws IOException {
    List<ArchiveReader> opened = new ArrayList<>();
    try {
      for (Path file : files) {
        opened.add(ArchiveReader.open(file, keys.all()));
      }
      return Import.merged(opened);
    } catch (IOException | RuntimeException e) {
      for (ArchiveReader archive : opened) {
        archive.close();
      }
      throw e;
    }
  }

  private void say(ImportReport report, boolean prepared) throws IOException {
    session.say(dryRun ? "import.would" : prepared ? "import.prepared" : "import.done", to);
    BalanceTable.say(report.balance(), session);
    BalanceTable.say(report.losses(), report.balance().lost(), report.losses().size(), session);
    report.notes().forEach(session::line);
    for (Path written : report.written()) {
      session.say("import.written", written.toString());
    }
    session.answer(
        out -> {
          out.writeStringField("command", "import");
          out.writeStringField("target", to);
          out.writeBooleanField("dryRun", dryRun);
          out.writeBooleanField("onlyPrepared", prepared);
          JsonAnswer.balance(report.balance(), out);
          JsonAnswer.losses(report.losses(), out);
          out.writeArrayFieldStart("written");
          for (Path written : report.written()) {
            out.writeString(written.toString());
          }
          out.writeEndArray();
          out.writeArrayFieldStart("notes");
          for (String note : report.notes()) {
            out.writeString(note);
          }
          out.writeEndArray();
        });
  }
}
