package app.afterglow.importer.matrix;

import static app.afterglow.importer.testing.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.importer.TargetWords;
import app.afterglow.importer.testing.Messages;
import app.afterglow.model.Loss;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.model.Person;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftsTest {

  private final Seen seen = new Seen();

  private Drafts.Drafted drafted(Messages message) {
    return drafted(message.made());
  }

  private Drafts.Drafted drafted(Message message) {
    Wording wording =
        new Wording(
            new TargetWords(MatrixTarget.class, Locale.ENGLISH),
            id -> new Person(id, null, null, false));
    return Drafts.of(wording, seen, 1_000, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"\\", "é", "漢", "🌻", "\u0001", "👩‍👩‍👧‍👦", "word \n"})
  void splitsWhateverItIsIntoPartsThatFit(String unit) throws Exception {
    String text = unit.repeat(200_000 / unit.length());

    List<String> parts = TextParts.of(text, 10_000);

    assertThat(String.join("", parts)).isEqualTo(text);
    for (String part : parts) {
      byte[] json = Homeserver.mapper().writeValueAsBytes(part);
      assertThat(json.length).isLessThanOrEqualTo(10_002);
      assertThat(new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(part);
    }
  }

  @Test
  void carriesOnlyTheNewestOfALongTextThatWasChanged() {
    String text = "x".repeat(Drafts.LARGEST_CHANGE + 1);

    Drafts.Drafted drafted = drafted(message("c", "m").from("p").text(text).edited(null, "short"));

    assertThat(drafted.events()).extracting(draft -> draft.shape().shown()).containsExactly(text);
    assertThat(drafted.losses())
        .extracting(Loss::reason)
        .containsExactlyInAnyOrder("edit-time-unknown", "edit-not-carried");
  }

  @Test
  void startsWithTheFirstTextThatIsKnown() {
    Drafts.Drafted drafted =
        drafted(
            message("c", "m")
                .from("p")
                .text("new")
                .edited("2021-05-04T14:00:00Z", null)
                .edited("2021-05-04T15:00:00Z", "middle"));

    assertThat(drafted.events())
        .extracting(draft -> draft.shape().shown())
        .containsExactly("middle", "new");
    assertThat(drafted.losses()).extracting(Loss::reason).containsExactly("earlier-text-unknown");
  }

  @Test
  void letsEachChangeStandAfterTheOneBeforeIt() {
    Drafts.Drafted drafted =
        drafted(
            message("c", "m")
                .from("p")
                .at("2021-05-04T14:00:00Z")
                .text("fifth")
                .edited("2021-05-04T15:00:00Z", "first")
                .edited("2021-05-04T15:00:00Z", "second")
                .edited("2021-05-04T14:30:00Z", "third")
                .edited(null, "fourth"));

    assertThat(drafted.events())
        .extracting(draft -> draft.at() + " " + draft.shape().shown())
        .containsExactly(
            "2021-05-04T14:00:00Z first",
            "2021-05-04T15:00:00Z second",
            "2021-05-04T15:00:00.001Z third",
            "2021-05-04T15:00:00.002Z fourth",
            "2021-05-04T15:00:00.003Z fifth");
  }

  @Test
  void letsChangesThatAreMessagesStandAfterTheOnesBeforeThem() {
    Message text = message("c", "m1").from("p").text("a").edited(null, "before").made();
    Message one = message("c", "m2").from("p").body(new MessageBody.EditOf("m1", "b")).made();
    Message two = message("c", "m3").from("p").body(new MessageBody.EditOf("m1", "c")).made();
    List<Message> messages = List.of(text, one, two);

    List<Drafts.Drafted> drafted = messages.stream().map(this::drafted).toList();

    assertThat(drafted)
        .flatExtracting(Drafts.Drafted::events)
        .extracting(draft -> draft.at() + " " + draft.shape().shown())
        .containsExactly(
            "2021-05-04T13:37:05Z before",
            "2021-05-04T13:37:05.001Z a",
            "2021-05-04T13:37:05.002Z b",
            "2021-05-04T13:37:05.003Z c");
    // Gone through once more, it comes out the same.
    assertThat(messages.stream().map(this::drafted).toList()).isEqualTo(drafted);
  }

  @Test
  void changesOnlyAPersonsOwnTexts() {
    drafted(message("c", "m1").from("p").text("mine"));
    Message foreign =
        message("c", "m2").from("q").body(new MessageBody.EditOf("m1", "hers")).made();
    Message own = message("c", "m3").from("p").body(new MessageBody.EditOf("m1", "new")).made();

    assertThat(drafted(foreign).events().getFirst().relation()).isInstanceOf(Draft.ReplyTo.class);
    assertThat(drafted(own).events().getFirst().relation()).isInstanceOf(Draft.About.class);
    // Gone through once more, it comes out the same.
    assertThat(drafted(foreign)).isEqualTo(drafted(foreign));
  }

  @Test
  void answersNothingThatComesLater() {
    Message early = message("c", "m1").from("p").text("a").replyTo("m2").made();
    Message late = message("c", "m2").from("p").text("b").made();

    List<Drafts.Drafted> first = List.of(drafted(early), drafted(late));

    assertThat(first.getFirst().losses())
        .extracting(Loss::reason)
        .containsExactly("reply-target-unknown");
    assertThat(List.of(drafted(early), drafted(late))).isEqualTo(first);
  }

  @Test
  void putsWhatIsNotOnEarthInWords() {
    Drafts.Drafted drafted =
        drafted(message("c", "m").from("p").body(new MessageBody.Location(99.0, 0.0, null)));

    assertThat(drafted.events().getFirst().shape())
        .isEqualTo(new Draft.Text("m.notice", "(a location that the archive doesn't say)"));
  }

  @Test
  void showsTimesBefore1970As1970() {
    Drafts.Drafted drafted =
        drafted(message("c", "m").from("p").at("1969-12-31T23:59:59Z").text("old"));

    assertThat(drafted.events().getFirst().at().toEpochMilli()).isZero();
    assertThat(drafted.losses()).extracting(Loss::reason).containsExactly("time-before-1970");
  }
}
