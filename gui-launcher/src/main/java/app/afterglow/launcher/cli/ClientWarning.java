package app.afterglow.launcher.cli;

import app.afterglow.launcher.program.RunningClients;
import app.afterglow.launcher.program.RunningClients.Client;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Says which messengers run right now, before anything is done to their stores. */
final class ClientWarning {

  private ClientWarning() {}

  /** Warns of them; without any, reminds not to start one. */
  static void warn(Session session) {
    List<Client> running = RunningClients.clients();
    if (running.isEmpty()) {
      session.note("client.advice");
      return;
    }
    session.note(
        "client.running",
        running.stream()
            .map(client -> session.words().say("client.process", client.name(), client.pid() + ""))
            .collect(Collectors.joining(", ")));
  }

  /** {@code "runningClients": [names], "clientProcesses": [...]}. */
  static void write(List<Client> clients, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("runningClients");
    for (String name : clients.stream().map(Client::name).distinct().sorted().toList()) {
      out.writeString(name);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("clientProcesses");
    for (Client client : clients) {
      out.writeStartObject();
      out.writeStringField("name", client.name());
      out.writeNumberField("pid", client.pid());
      Instant started = client.started();
      out.writeStringField("started", started == null ? null : started.toString());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
