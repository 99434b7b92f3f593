package app.afterglow.importer.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {

  @TempDir Path folder;

  @Property
  void saysInAStringLiteralWhatWasWritten(@ForAll String text) {
    StringBuilder literal = new StringBuilder("'");
    DataFile.escape(text, literal);
    literal.append('\'');

    byte[] asFile = literal.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(ScriptFiles.evaluate(new String(asFile, StandardCharsets.UTF_8))).isEqualTo(text);
    assertThat(literal).doesNotContain("<").doesNotContainPattern("[\u0000-\u001f\u2028\u2029]");
  }

  @Test
  void cutsALongTextEvenBetweenTheHalvesOfACharacter() throws Exception {
    String text = "x".repeat(DataFile.PIECE_LENGTH - 1) + "😀" + "<".repeat(DataFile.PIECE_LENGTH);
    Path output = folder.resolve("out");

    try (OutputFolder unfinished = OutputFolder.create(output)) {
      try (DataFile file = new DataFile(unfinished, "long")) {
        file.write(text);
      }
      unfinished.finish();
    }

    assertThat(new ScriptFiles(output).text("long")).isEqualTo(text);
    for (Path file : ScriptFiles.all(output)) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(2_000_000);
    }
  }
}
