package app.afterglow.launcher.cli;

import app.afterglow.exporter.ExportReport;
import app.afterglow.importer.ImportReport;
import app.afterglow.launcher.demo.Demo;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Version;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.model.Balance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterglow demo}: the whole way once, over a store with made-up people. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer>, Demo.Narrator {

  private final Session session;
  private final SequencedMap<String, Balance> balances = new LinkedHashMap<>();
  private final SequencedMap<String, Path> results = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR")
  Path output = Path.of("demo");

  @Option(names = "--force")
  boolean force;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (TerminalProgress progress = session.progress()) {
      Demo.run(
          output,
          force ? Demo.Earlier.REPLACE : Demo.Earlier.KEEP,
          Version.program(),
          session.locale(),
          this,
          progress);
    }
    say();
    // The sample lacks some files on purpose: their loss is part of what is shown.
    return ExitCodes.DONE;
  }

  @Override
  public void step(String key, String command) {
    session.say(key);
    if (!command.isEmpty()) {
      session.line("  $ afterglow " + command);
    }
  }

  @Override
  public void exported(ExportReport report) {
    balances.put("export", report.info().balance());
    BalanceTable.say(report.info().balance(), session);
    BalanceTable.say(
        report.firstLosses(), report.info().balance().lost(), report.info().losses(), session);
    session.say("demo.losses");
    results.put("archive", report.archive());
  }

  @Override
  public void imported(String target, ImportReport report) {
    balances.put(target, report.balance());
    BalanceTable.say(report.balance(), session);
    BalanceTable.say(report.losses(), report.balance().lost(), report.losses().size(), session);
    if (!report.written().isEmpty()) {
      results.put(target, report.written().getFirst());
    }
  }

  private void say() throws IOException {
    session.say("demo.done");
    for (Map.Entry<String, Path> result : results.entrySet()) {
      session.line("  %-12s %s".formatted(result.getKey(), result.getValue()));
    }
    session.answer(
        out -> {
          out.writeStringField("command", "demo");
          out.writeStringField("folder", output.toString());
          out.writeObjectFieldStart("balances");
          for (Map.Entry<String, Balance> balance : balances.entrySet()) {
            out.writeObjectFieldStart(balance.getKey());
            JsonAnswer.balance(balance.getValue(), out);
            out.writeEndObject();
          }
          out.writeEndObject();
          out.writeObjectFieldStart("results");
          for (Map.Entry<String, Path> result : results.entrySet()) {
            out.writeStringField(result.getKey(), result.getValue().toString());
          }
          out.writeEndObject();
        });
  }
}
