package app.afterglow.exporter.wickr.payload;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.MessageBody;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Payloads written out byte by byte, from the reference. */
class PayloadTest {

  private static final String GUID = "3a390cb2-2d09-4f78-a16d-ff20c61ebca9";

  /** Text: 0A 05 "alice", 12 04 (0A 02 "hi"). */
  private static final byte[] TEXT = hex("0a05616c696365" + "12040a026869");

  @Test
  void readsSenderAndText() {
    Payload payload = Payload.parse(TEXT).orElseThrow();

    assertThat(payload.senderName()).isEqualTo("alice");
    assertThat(payload.text()).isEqualTo("hi");
    assertThat(payload.rest()).isNull();
  }

  @Test
  void findsFileByItsShapeWhereverItStands() {
    for (int number : new int[] {5, 9, 15}) {
      byte[] container = field(number, field(1, file()));
      Payload payload = Payload.parse(join(hex("0a05616c696365"), container)).orElseThrow();

      assertThat(payload.files()).hasSize(1);
      FileDetails file = payload.files().getFirst();
      assertThat(file.mediaType()).isEqualTo("image/png");
      assertThat(file.name()).isEqualTo("été.png");
      assertThat(file.size()).isEqualTo(300);
      assertThat(file.guid()).isEqualTo(GUID);
      assertThat(file.key()).hasSize(33);
      assertThat(file.hash()).isEqualTo("ab".repeat(64));
      assertThat(payload.rest()).isNull();
    }
  }

  @Test
  void takesJsonOnlyAsDeepAsAnArchiveKeepsIt() {
    for (int depth : new int[] {400, 600}) {
      byte[] json =
          ("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(StandardCharsets.UTF_8);

      assertThat(Payload.parse(json).isPresent()).isEqualTo(depth == 400);
    }
  }

  @Test
  void keepsUnknownFieldsBesideFileAndInIt() {
    byte[] file = join(file(), field(9, hex("0102")));
    byte[] payload = join(field(5, join(field(1, file), hex("1007"))), hex("7103"), new byte[7]);

    Payload read = Payload.parse(payload).orElseThrow();

    assertThat(read.rest())
        .hasToString(
            "{\"5\":[{\"1\":[{\"9\":[{\"base64\":\"AQI=\"}]}],\"2\":[7]}],"
                + "\"14\":[{\"fixed64\":3}]}");
  }

  @Test
  void takesNoPathForGuid() {
    byte[] file =
        join(
            field(5, "../../../../../../etc/passwd%%%%%%%%".getBytes(StandardCharsets.US_ASCII)),
            field(6, new byte[33]));

    assertThat(Payload.parse(field(5, file)).orElseThrow().files()).isEmpty();
  }

  @Test
  void readsJson() {
    byte[] json = "{\"edit\":{\"text\":\"x\"}}".getBytes(StandardCharsets.UTF_8);

    assertThat(Payload.parse(json).orElseThrow().json()).hasToString("{\"edit\":{\"text\":\"x\"}}");
    assertThat(Payload.parse("{\"edit".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Payload.parse("{".repeat(100_000).getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void refusesWhatIsNoMessage() {
    for (String bytes : new String[] {"0a05616c69", "00", "0b", "ffffffffffffffffffff01", "0aff"}) {
      assertThat(Payload.parse(hex(bytes))).as(bytes).isEmpty();
    }
  }

  @Test
  void findsPlaceOfTwoNumbersThatAreDegrees() {
    byte[] place =
        ByteBuffer.allocate(18)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 9)
            .putDouble(48.8566)
            .put((byte) 17)
            .putDouble(2.3522)
            .array();
    WireMessage message = WireMessage.parse(field(7, place)).orElseThrow();

    assertThat(WireShapes.location(message, "here"))
        .contains(new MessageBody.Location(48.8566, 2.3522, "here"));
    assertThat(WireShapes.location(WireMessage.parse(TEXT).orElseThrow(), null)).isEmpty();
  }

  @Test
  void endsSoonOnBytesNestedWithoutEnd() {
    byte[] nested = new byte[0];
    for (int i = 0; i < 2000; i++) {
      nested = field(2, nested);
    }

    assertThat(Payload.parse(nested)).isPresent();
    assertThat(WireShapes.texts(WireMessage.parse(nested).orElseThrow()))
        .hasSizeLessThanOrEqualTo(256);
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      Payload.parse(bytes)
          .map(Payload::wire)
          .ifPresent(
              wire -> {
                assertThat(WireShapes.texts(wire)).hasSizeLessThanOrEqualTo(256);
                assertThat(wire.fields()).hasSizeLessThanOrEqualTo(bytes.length);
              });
    }
  }

  private static byte[] file() {
    return join(
        field(1, "image/png".getBytes(StandardCharsets.UTF_8)),
        field(2, "été.png".getBytes(StandardCharsets.UTF_8)),
        hex("18ac02"),
        field(5, GUID.getBytes(StandardCharsets.US_ASCII)),
        field(6, new byte[33]),
        field(7, "AB".repeat(64).getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] field(int number, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 128
            ? new byte[] {(byte) (number << 3 | 2), (byte) length}
            : new byte[] {
              (byte) (number << 3 | 2),
              (byte) (length & 127 | 128),
              (byte) (length >> 7 & 127 | (length >> 14 > 0 ? 128 : 0)),
              (byte) (length >> 14)
            };
    return join(length < 128 || length >> 14 > 0 ? head : Arrays.copyOf(head, 3), content);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      int at = all.length;
      all = Arrays.copyOf(all, at + part.length);
      System.arraycopy(part, 0, all, at, part.length);
    }
    return all;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
