package app.afterglow.exporter.sqlcipher.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class StoredRecordTest {

  @Provide
  Arbitrary<List<Object>> values() {
    return Arbitraries.<Object>oneOf(
            Arbitraries.just("NULL"),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.integers().between(-200, 200).map(Long::valueOf).map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.strings().ofMaxLength(300).map(text -> (Object) ("t" + text)),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Object.class::cast))
        .list()
        .ofMaxSize(200);
  }

  @Property
  void decodesWhatTheFormatSays(@ForAll("values") List<Object> values) {
    byte[] payload = encode(values);

    StoredRecord record =
        StoredRecord.decode(payload, payload.length, payload.length, TextEncoding.UTF_8);

    assertThat(comparable(record)).isEqualTo(expected(values));
  }

  @Property
  void decodesTheValuesBeforeABreak(@ForAll("values") List<Object> values, @ForAll int cut) {
    byte[] payload = encode(values);
    int available = Math.floorMod(cut, payload.length + 1);

    StoredRecord record =
        StoredRecord.decode(payload, available, payload.length, TextEncoding.UTF_8);

    if (record != null) {
      assertThat(record.values()).hasSameSizeAs(values);
      assertThat(comparable(record).subList(0, record.readable()))
          .isEqualTo(expected(values).subList(0, record.readable()));
      assertThat(record.values().subList(record.readable(), values.size()))
          .allMatch(Objects::isNull);
    }
  }

  @Property
  void neverFailsOnNoise(@ForAll byte[] noise) {
    StoredRecord record =
        StoredRecord.decode(noise, noise.length, noise.length, TextEncoding.UTF_16LE);

    assertThat(record == null || record.readable() == record.values().size()).isTrue();
  }

  @Property
  void readsVarintsOfEveryLength(@ForAll long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, value);
    byte[] bytes = out.toByteArray();

    assertThat(Varint.length(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    assertThat(Varint.value(bytes, 0, bytes.length)).isEqualTo(value);
    assertThat(Varint.length(bytes, 0, bytes.length - 1)).isZero();
  }

  @Example
  void refusesSerialTypesThatDoNotExist() {
    assertThat(StoredRecord.decode(new byte[] {2, 10}, 2, 2, TextEncoding.UTF_8)).isNull();
    assertThat(StoredRecord.decode(new byte[] {2, 11}, 2, 2, TextEncoding.UTF_8)).isNull();
    assertThat(StoredRecord.decode(new byte[] {2, 1}, 2, 2, TextEncoding.UTF_8)).isNull();
  }

  private static List<@Nullable Object> comparable(@Nullable StoredRecord record) {
    List<@Nullable Object> values = new ArrayList<>();
    Objects.requireNonNull(record)
        .values()
        .forEach(value -> values.add(TestStore.comparable(value)));
    return values;
  }

  private static List<@Nullable Object> expected(List<Object> values) {
    List<@Nullable Object> expected = new ArrayList<>();
    values.forEach(
        value -> expected.add(value.equals("NULL") ? null : TestStore.comparable(value)));
    return expected;
  }

  /** A record as "Database File Format", section 2.1, describes it. */
  private static byte[] encode(List<Object> values) {
    ByteArrayOutputStream types = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Object value : values) {
      switch (value) {
        case Long number -> {
          int[] sizes = {1, 2, 3, 4, 6, 8};
          int type = 0;
          if (number == 0 || number == 1) {
            types.write(8 + number.intValue());
            continue;
          }
          while (number != number << 64 - 8 * sizes[type] >> 64 - 8 * sizes[type]) {
            type++;
          }
          types.write(type + 1);
          body.write(ByteBuffer.allocate(8).putLong(number).array(), 8 - sizes[type], sizes[type]);
        }
        case Double number -> {
          types.write(7);
          body.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
        }
        case byte[] blob -> {
          varint(types, 12 + 2L * blob.length);
          body.writeBytes(blob);
        }
        default -> {
          if (value.equals("NULL")) {
            types.write(0);
          } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            varint(types, 13 + 2L * text.length);
            body.writeBytes(text);
          }
        }
      }
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    int header = types.size() + 1;
    varint(record, header < 128 ? header : header + 1);
    record.writeBytes(types.toByteArray());
    record.writeBytes(body.toByteArray());
    return record.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    if (value >>> 56 != 0) {
      for (int i = 0; i < 8; i++) {
        out.write((int) (value >>> 57 - 7 * i) | 0x80);
      }
      out.write((int) value);
      return;
    }
    for (int shift = 49; shift > 0; shift -= 7) {
      if (value >>> shift != 0) {
        out.write((int) (value >>> shift) & 0x7f | 0x80);
      }
    }
    out.write((int) value & 0x7f);
  }
}
