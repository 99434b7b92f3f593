package app.afterglow.launcher.cli;

import app.afterglow.archive.ArchiveReader;
import app.afterglow.archive.History;
import app.afterglow.importer.Import;
import app.afterglow.importer.ImportReport;
import app.afterglow.importer.ImportRequest;
import app.afterglow.importer.ImportRequest.Mode;
import app.afterglow.importer.TargetProvider;
import app.afterglow.launcher.terminal.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    TargetProvider target = Import.target(to);
    ImportRequest request =
        new ImportRequest(
            output,
            selection.read(),
            dryRun ? Mode.DRY_RUN : Mode.DELIVER,
            selection.zone(),
            session.locale(),
            given(target));
    selection.say(session);
    ImportReport report;
    try (Identities keys = identities.read(session);
        History history = open(keys);
        TerminalProgress progress = session.progress()) {
      report = Import.run(target, history, request, progress);
    }
    say(report);
    return ExitCodes.of(report.balance());
  }

  private Map<String, String> given(TargetProvider target) {
    return spec == null
        ? Map.of()
        : TargetOptions.given(spec.commandLine().getParseResult(), target);
  }

  private History open(Identities keys) throws IOException {
    List<ArchiveReader> opened = new ArrayList<>();
    try {
      for (Path file : files) {
        opened.add(ArchiveReader.open(file, keys.all()));
      }
      return opened.size() == 1 ? opened.getFirst() : Import.merged(opened);
    } catch (IOException | RuntimeException e) {
      for (ArchiveReader archive : opened) {
        archive.close();
      }
      throw e;
    }
  }

  private void say(ImportReport report) throws IOException {
    session.say(dryRun ? "import.would" : "import.done", to);
    BalanceTable.say(report.balance(), session);
    BalanceTable.say(report.losses(), report.losses().size(), session);
    for (Path written : report.written()) {
      session.say("import.written", written.toString());
    }
    session.answer(
        out -> {
          out.writeStringField("command", "import");
          out.writeStringField("target", to);
          out.writeBooleanField("dryRun", dryRun);
          JsonAnswer.balance(report.balance(), out);
          JsonAnswer.losses(report.losses(), out);
          out.writeArrayFieldStart("written");
          for (Path written : report.written()) {
            out.writeString(written.toString());
          }
          out.writeEndArray();
        });
  }
}
