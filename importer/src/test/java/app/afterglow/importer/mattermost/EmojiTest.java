package app.afterglow.importer.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmojiTest {

  @ParameterizedTest
  @CsvSource({
    "👍, +1",
    "👍🏿, +1_dark_skin_tone",
    "❤️, heart",
    "❤, heart",
    "😂, joy",
    "🇫🇷, fr",
    "👨‍👩‍👧‍👦, man-woman-girl-boy",
    "#️⃣, hash",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿, flag-scotland",
    // A skin tone that has no name of its own.
    "😂🏽, joy",
    "🫱🏻‍🫲🏿, handshake_light_skin_tone_dark_skin_tone",
    ":party_parrot:, party_parrot",
    "x,",
    "👍👍,",
    ":no name:,",
  })
  void findsShortNames(String emoji, String name) {
    assertThat(Emoji.name(emoji)).isEqualTo(name);
  }
}
