package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawJsonTest {

  private static String written(Map<String, JsonNode> fields) throws IOException {
    byte[] line = Json.line(out -> RawJson.write(fields, out));
    // What is written can be read.
    Json.read(line, 0, line.length);
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  @Test
  void ordersFieldsByName() throws IOException {
    assertThat(written(Map.of("b", new TextNode("2"), "a", new TextNode("1"))))
        .isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void keepsEveryDigit() throws IOException {
    BigDecimal digits = new BigDecimal("0.1000000000000000000000000000000000000001");

    assertThat(written(Map.of("n", DecimalNode.valueOf(digits))))
        .isEqualTo("{\"n\":0.1000000000000000000000000000000000000001}");
  }

  @Test
  void writesWhatIsNoJsonNumberAsText() throws IOException {
    BigInteger long1 = BigInteger.TEN.pow(1_000);

    assertThat(written(Map.of("n", DoubleNode.valueOf(Double.NaN)))).isEqualTo("{\"n\":\"NaN\"}");
    assertThat(written(Map.of("n", BigIntegerNode.valueOf(long1))))
        .isEqualTo("{\"n\":\"" + long1 + "\"}");
  }

  @Test
  void writesBytesAsBase64() throws IOException {
    assertThat(written(Map.of("b", BinaryNode.valueOf(new byte[] {1, 2, 3}))))
        .isEqualTo("{\"b\":\"AQID\"}");
  }

  @Test
  void escapesHalfAPairInANameSoThatReadersTakeIt() throws IOException {
    assertThat(written(Map.of("a\ud83d", new TextNode("\ud83d"))))
        .isEqualTo("{\"a\\\\uD83D\":\"\\uD83D\"}");
    assertThat(written(Map.of("\ud83d\ude00", new TextNode("\ud83d\ude00"))))
        .isEqualTo("{\"\ud83d\ude00\":\"\ud83d\ude00\"}");
  }

  @Test
  void keepsTwoNamesApartThatLookTheSameOnceEscaped() throws IOException {
    assertThat(written(Map.of("\ud83d", new TextNode("1"), "\\uD83D", new TextNode("2"))))
        .isEqualTo("{\"\\\\uD83D\":\"2\",\"\\\\uD83D_\":\"1\"}");
  }
}
