package app.afterglow.launcher.cli;

import app.afterglow.exporter.SourceProvider;
import app.afterglow.exporter.StoreFinder;
import app.afterglow.launcher.program.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code afterglow sources}: which applications' stores can be read, and where they usually lie.
 */
@Command(name = "sources")
final class SourcesCommand implements Callable<Integer> {

  private final Session session;

  SourcesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<SourceProvider> sources = StoreFinder.sources();
    for (SourceProvider source : sources) {
      session.line("%-12s %s".formatted(source.name(), source.application()));
      for (Path place : source.usualPlaces()) {
        session.say(Files.exists(place) ? "sources.there" : "sources.place", place.toString());
      }
    }
    session.answer(
        out -> {
          out.writeStringField("command", "sources");
          out.writeArrayFieldStart("sources");
          for (SourceProvider source : sources) {
            out.writeStartObject();
            out.writeStringField("name", source.name());
            out.writeStringField("application", source.application());
            out.writeArrayFieldStart("usualPlaces");
            for (Path place : source.usualPlaces()) {
              out.writeString(place.toString());
            }
            out.writeEndArray();
            out.writeEndObject();
          }
          out.writeEndArray();
        });
    return ExitCodes.DONE;
  }
}
