package app.afterglow.importer.delivery;

import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where one conversation goes at the target. Used by one thread at a time. */
public interface Place {

  /**
   * Makes the room at the target, or finds it again and completes it. Called once a run before the
   * first step, and again where it fails in a way that allows for it.
   *
   * @param opening what is known of earlier attempts
   * @return the target's id of the room, the same in every run
   * @throws DeliveryException where it did not end well; a refusal loses the whole conversation
   */
  String open(Opening opening) throws IOException, InterruptedException;

  /**
   * What is known of a room before it is opened.
   *
   * @param knownId the room's id where an earlier run or attempt made it, else null
   * @param mayExist true where an earlier attempt to make it lost its answer: look for it before
   *     making another
   */
  record Opening(@Nullable String knownId, boolean mayExist) {}

  /** What of the conversation itself is lost though its messages are carried; once a run. */
  List<Loss> losses();

  /** What becomes of a message. Sends nothing, and comes out the same in every run. */
  Plan plan(Message message) throws IOException;

  /** The steps after the last message; none for most targets. */
  default List<Step> closing(Extent extent) throws IOException {
    return List.of();
  }

  /** Whether a step whose answer was lost arrived after all. */
  default Evidence evidence(Step step, String messageId) throws IOException, InterruptedException {
    return Evidence.NONE;
  }

  /** What a target can find out about a step whose answer was lost. */
  enum Evidence {
    /** It arrived. */
    ARRIVED,
    /** It did not arrive. */
    NOT_ARRIVED,
    /** There is no telling. */
    NONE
  }

  /**
   * What stands at the target, in its order; only called where {@link #canReadBack()}. The stream
   * throws {@link java.io.UncheckedIOException} and is closed by the caller.
   */
  default Stream<Posted> readBack() throws IOException, InterruptedException {
    throw new UnsupportedOperationException("this target can't be read back");
  }

  /**
   * What of the place itself is not as it should be; only asked where the delivery is verified. For
   * targets that show their rooms but not the messages in them.
   */
  default List<Loss> inspect() throws IOException, InterruptedException {
    return List.of();
  }

  /** Whether messages can be read back from the target. */
  default boolean canReadBack() {
    return false;
  }

  /**
   * What {@link #readBack()} should give for the step of a message, null where it gives nothing of
   * its own for it.
   *
   * @param targetId the id that sending the step gave
   */
  default @Nullable Posted expected(Message message, Step step, String targetId)
      throws IOException {
    return null;
  }
}
