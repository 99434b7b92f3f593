package app.afterglow.exporter.wickr.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.secret.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases whose scrypt takes 512 MiB or 1 GiB: in a Java of their own, which has room for it. */
class CostlyScryptTest {

  @Test
  void derivesKeysWithTheCostliestScrypt() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "-cp",
                System.getProperty("java.class.path"),
                CostlyScryptTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).endsWith("6 cases of costly scrypt agree");
  }

  /** Runs in the other Java: ends with an exception at the first case that differs. */
  public static void main(String[] arguments) throws Exception {
    List<JsonNode> cases =
        WickrCryptoVectorsTest.cases()
            .filter(vector -> List.of(3, 4).contains(vector.path("kdf_id").asInt(0)))
            .toList();
    for (JsonNode vector : cases) {
      boolean export = vector.get("kind").textValue().equals("password-export");
      try (Secret password = Secret.owning(hex(vector, "password_hex"))) {
        byte[] result =
            export
                ? PasswordProtected.parse(hex(vector, "exported_hex")).open(password).bytes()
                : PasswordKdf.of((byte) vector.get("kdf_id").intValue())
                    .derive(password, hex(vector, "salt_hex"))
                    .bytes();
        String expected = vector.get(export ? "plaintext_hex" : "output_hex").textValue();
        if (!HexFormat.of().formatHex(result).equals(expected)) {
          throw new AssertionError(vector.get("id").textValue());
        }
      }
    }
    System.out.println(cases.size() + " cases of costly scrypt agree");
  }

  private static byte[] hex(JsonNode vector, String field) {
    return HexFormat.of().parseHex(vector.get(field).textValue());
  }
}
