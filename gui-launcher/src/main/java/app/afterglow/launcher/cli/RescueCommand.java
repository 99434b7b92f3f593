package app.afterglow.launcher.cli;

import app.afterglow.age.Recipient;
import app.afterglow.exporter.FoundStore;
import app.afterglow.exporter.rescue.Remark;
import app.afterglow.exporter.rescue.Rescue;
import app.afterglow.exporter.rescue.RescueReport;
import app.afterglow.exporter.rescue.RescueRequest;
import app.afterglow.launcher.program.ExitCodes;
import app.afterglow.launcher.program.Version;
import app.afterglow.launcher.terminal.LauncherProblem;
import app.afterglow.launcher.terminal.TerminalProgress;
import app.afterglow.problem.UsageException;
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

/** {@code afterglow rescue}: a profile as it is, into an encrypted file, without any key. */
@Command(name = "rescue")
final class RescueCommand implements Callable<Integer> {

  private static final int REMARKS_SHOWN = 10;

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

  @Mixin ContainerOptions container = new ContainerOptions();
  @Mixin RecipientOptions recipients = new RecipientOptions();

  RescueCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output)) {
      throw new UsageException(LauncherProblem.of("file-exists", output.toString()));
    }
    ClientWarning.warn(session);
    StoreChoice choice = new StoreChoice(session);
    try (StorePlaces places = new StorePlaces(session, container)) {
      FoundStore found = choice.one(places, store, source);
      List<Recipient> readers = recipients.read(session);
      try {
        RescueReport report = rescue(found, readers);
        say(found, report);
        return report.remarkLines() == 0 ? ExitCodes.DONE : ExitCodes.DONE_WITH_LOSSES;
      } finally {
        RecipientOptions.close(readers);
      }
    }
  }

  private RescueReport rescue(FoundStore found, List<Recipient> readers) throws IOException {
    try (TerminalProgress progress = session.progress()) {
      return Rescue.run(new RescueRequest(found, output, readers, Version.program()), progress);
    } catch (IOException | RuntimeException e) {
      Path part = Path.of(output + ".part");
      if (Files.exists(part)) {
        session.note("export.part-left", part.toString());
      }
      throw e;
    }
  }

  private void say(FoundStore found, RescueReport report) throws IOException {
    String file = report.file().toString();
    long size = Files.size(report.file());
    session.say("rescue.done", file, session.words().size(size));
    session.say(
        "rescue.counts",
        report.found(),
        report.carried(),
        session.words().size(report.bytes()),
        report.lost());
    if (report.others() > 0) {
      session.say("rescue.others", report.others(), found.place());
    }
    say("rescue.losses", report, true);
    say("rescue.doubts", report, false);
    if (report.remarkLines() > REMARKS_SHOWN) {
      session.say("rescue.more");
    }
    session.say("rescue.next", file);
    session.answer(
        out -> {
          out.writeStringField("command", "rescue");
          out.writeStringField("file", file);
          out.writeNumberField("size", size);
          out.writeFieldName("store");
          JsonAnswer.store(found, out);
          out.writeObjectFieldStart("files");
          out.writeNumberField("found", report.found());
          out.writeNumberField("carried", report.carried());
          out.writeNumberField("lost", report.lost());
          out.writeNumberField("others", report.others());
          out.writeEndObject();
          out.writeNumberField("bytes", report.bytes());
          out.writeNumberField("remarkLines", report.remarkLines());
          out.writeArrayFieldStart("remarks");
          for (Remark remark : report.remarks()) {
            out.writeStartObject();
            out.writeStringField("name", remark.path());
            out.writeStringField("reason", remark.reason().word());
            out.writeBooleanField("lost", remark.reason().isLoss());
            out.writeStringField("detail", remark.detail());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private void say(String head, RescueReport report, boolean losses) {
    List<Remark> shown =
        report.remarks().stream().filter(remark -> remark.reason().isLoss() == losses).toList();
    if (shown.isEmpty()) {
      return;
    }
    session.say(head);
    for (Remark remark : shown.subList(0, Math.min(REMARKS_SHOWN, shown.size()))) {
      session.line(
          "  %s: %s%s"
              .formatted(
                  remark.path(),
                  session.words().say("rescue.reason." + remark.reason().word()),
                  remark.detail().isEmpty() ? "" : " (" + remark.detail() + ")"));
    }
  }
}
