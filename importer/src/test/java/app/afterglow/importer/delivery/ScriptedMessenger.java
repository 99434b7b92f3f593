package app.afterglow.importer.delivery;

import app.afterglow.archive.ArchivedConversation;
import app.afterglow.archive.History;
import app.afterglow.model.Attachment;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.Person;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A messenger in memory. What stands at the target outlives the messenger that sent it: pass the
 * same {@link Server} to the next run.
 */
final class ScriptedMessenger implements Messenger {

  private final Server server;
  private final Step.Repeat repeat;

  ScriptedMessenger(Server server, Step.Repeat repeat) {
    this.server = server;
    this.repeat = repeat;
  }

  /** What goes wrong with a request. */
  enum Fault {
    BUSY,
    BUSY_FOR_NO_TIME,
    BUSY_FOR_A_MINUTE,
    LOST_BEFORE,
    LOST_AFTER,
    REFUSED,
    FAILED_OF_THREE,
    FAILED_OTHERWISE_OF_THREE,
    KILLED_BEFORE,
    KILLED_AFTER
  }

  /** The end of a process, as far as a test in it can have one. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What stands at the target, and what is to go wrong. */
  static final class Server {
    private final Map<String, List<Posted>> rooms = new LinkedHashMap<>();
    private final Map<String, String> idsByKey = new HashMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private int requests;
    private int killAt = -1;
    private Fault killAs = Fault.KILLED_BEFORE;
    private Place.Evidence evidence = Place.Evidence.NONE;
    private UnaryOperator<Posted> distortion = posted -> posted;
    private @Nullable DeliveryException readingFails;

    /** Lets the next requests for a step go wrong: {@code message/step} or {@code room}. */
    synchronized Server fault(String what, Fault... some) {
      faults.computeIfAbsent(what, w -> new ArrayDeque<>()).addAll(List.of(some));
      return this;
    }

    synchronized void killAt(int request, Fault how) {
      killAt = request;
      killAs = how;
      requests = 0;
    }

    synchronized void evidence(Place.Evidence found) {
      evidence = found;
    }

    synchronized void distort(UnaryOperator<Posted> how) {
      distortion = how;
    }

    /** Reading back what stands in the rooms fails like this. */
    synchronized void readingFails(DeliveryException how) {
      readingFails = how;
    }

    synchronized List<String> texts(String room) {
      return rooms.getOrDefault(room, List.of()).stream().map(Posted::text).toList();
    }

    synchronized Map<String, List<String>> texts() {
      Map<String, List<String>> texts = new LinkedHashMap<>();
      rooms.keySet().forEach(room -> texts.put(room, texts(room)));
      return texts;
    }

    synchronized List<Attempt> attempts() {
      return List.copyOf(attempts);
    }

    synchronized int requests() {
      return requests;
    }

    private synchronized String request(String what, @Nullable String key, Runnable effect)
        throws IOException {
      requests++;
      Fault fault = requests == killAt ? killAs : next(what);
      if (fault == Fault.KILLED_BEFORE) {
        throw new Killed();
      }
      if (fault == Fault.BUSY) {
        throw DeliveryException.TryAgain.after("busy", null);
      }
      if (fault == Fault.BUSY_FOR_NO_TIME) {
        throw DeliveryException.TryAgain.after("busy", Duration.ZERO);
      }
      if (fault == Fault.BUSY_FOR_A_MINUTE) {
        throw DeliveryException.TryAgain.after("busy", Duration.ofMinutes(1));
      }
      if (fault == Fault.LOST_BEFORE) {
        throw new DeliveryException.AnswerLost("lost", null);
      }
      if (fault == Fault.FAILED_OF_THREE) {
        throw DeliveryException.TryAgain.upTo(3, "failed", "status 400");
      }
      if (fault == Fault.FAILED_OTHERWISE_OF_THREE) {
        throw DeliveryException.TryAgain.upTo(3, "failed-otherwise", "status 500");
      }
      if (fault == Fault.REFUSED) {
        throw new DeliveryException.Refused("not-liked", "status 400");
      }
      String known = key == null ? null : idsByKey.get(key);
      String id = known == null ? "id-" + requests + "-" + what : known;
      if (known == null) {
        effect.run();
        if (key != null) {
          idsByKey.put(key, id);
        }
      }
      if (fault == Fault.KILLED_AFTER) {
        throw new Killed();
      }
      if (fault == Fault.LOST_AFTER) {
        throw new DeliveryException.AnswerLost("lost", null);
      }
      return id;
    }

    private @Nullable Fault next(String what) {
      Deque<Fault> some = faults.get(what);
      return some == null ? null : some.poll();
    }
  }

  @Override
  public void connect() throws IOException {
    server.request("connect", "connect", () -> {});
  }

  @Override
  public List<Loss> person(Person person) {
    return List.of();
  }

  @Override
  public Place place(ArchivedConversation conversation, History history) {
    return new ScriptedPlace(conversation.conversation().id());
  }

  @Override
  public void close() {}

  private final class ScriptedPlace implements Place {
    private final String room;

    private ScriptedPlace(String room) {
      this.room = room;
    }

    @Override
    public String open(Opening opening) throws IOException {
      if (opening.knownId() != null) {
        return opening.knownId();
      }
      synchronized (server) {
        if (opening.mayExist() && server.rooms.containsKey(room)) {
          return "room-" + room;
        }
      }
      server.request(
          "room",
          null,
          () -> {
            if (server.rooms.put(room, new ArrayList<>()) != null) {
              throw new AssertionError("room made twice");
            }
          });
      return "room-" + room;
    }

    @Override
    public List<Loss> losses() {
      return List.of();
    }

    @Override
    public Plan plan(Message message) {
      List<Step> steps = new ArrayList<>();
      List<Loss> losses = new ArrayList<>();
      String[] parts = Objects.requireNonNull(message.body().text()).split("\\|", -1);
      for (int i = 0; i < parts.length; i++) {
        String key = "text." + i;
        String part = parts[i];
        steps.add(Step.message(key, repeat, attempt -> post(message, key, part, attempt)));
      }
      for (int i = 0; i < message.attachments().size(); i++) {
        Attachment attachment = message.attachments().get(i);
        String key = "attachment." + i;
        steps.add(
            Step.attachment(
                key,
                attachment,
                repeat,
                attempt -> post(message, key, "file " + attachment.name(), attempt)));
      }
      return Plan.of(steps, losses);
    }

    private String post(Message message, String key, String text, Attempt attempt)
        throws IOException {
      String name = message.id() + "/" + key;
      String marked = attempt.mayBeRepeat() ? "(again) " + text : text;
      String idempotencyKey = repeat == Step.Repeat.HARMLESS ? attempt.idempotencyKey() : null;
      synchronized (server) {
        server.attempts.add(attempt);
      }
      return server.request(
          name,
          idempotencyKey,
          () ->
              Objects.requireNonNull(server.rooms.get(room))
                  .add(
                      new Posted(
                          "id-" + server.requests + "-" + name,
                          String.valueOf(message.senderId()),
                          message.sentAt(),
                          marked,
                          List.of())));
    }

    @Override
    public Evidence evidence(Step step, String messageId) {
      return server.evidence;
    }

    @Override
    public boolean canReadBack() {
      return true;
    }

    @Override
    public Stream<Posted> readBack() {
      synchronized (server) {
        DeliveryException failure = server.readingFails;
        if (failure != null) {
          return PatientReader.pages(
              _ -> {
                throw failure;
              });
        }
        return List.copyOf(Objects.requireNonNull(server.rooms.get(room))).stream()
            .map(server.distortion);
      }
    }

    @Override
    public Posted expected(Message message, Step step, String targetId) {
      String text = Objects.requireNonNull(message.body().text());
      String key = step.key();
      String expected =
          key.startsWith("text.")
              ? text.split("\\|", -1)[Integer.parseInt(key.substring(5))]
              : "file "
                  + message
                      .attachments()
                      .get(Integer.parseInt(key.substring("attachment.".length())))
                      .name();
      Instant at = message.sentAt();
      return new Posted(targetId, String.valueOf(message.senderId()), at, expected, List.of());
    }
  }
}
