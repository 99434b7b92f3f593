package app.afterglow.exporter.wickr;

import app.afterglow.exporter.wickr.crypto.CipherKey;
import app.afterglow.exporter.wickr.crypto.CipherResult;
import app.afterglow.exporter.wickr.crypto.ValueOpener;
import app.afterglow.exporter.wickr.payload.RawJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads column values, which may be encrypted once more inside the database: a BLOB that has the
 * form of a cipher result is one under the local key (on iOS, of any account), unless it doesn't
 * authenticate; then it is plain data and stays what it is.
 */
final class ColumnCipher {

  private final List<ValueOpener> openers;

  /** The key stays the caller's. */
  ColumnCipher(CipherKey local) {
    this(List.of(local));
  }

  /** For values under any of these keys, which stay the caller's. */
  ColumnCipher(List<CipherKey> keys) {
    this.openers = keys.stream().map(key -> new ValueOpener(key.key())).toList();
  }

  private Optional<byte[]> open(byte[] blob) {
    for (ValueOpener opener : openers) {
      Optional<byte[]> plain = opener.open(blob);
      if (plain.isPresent()) {
        return plain;
      }
    }
    return Optional.empty();
  }

  /**
   * A value as text.
   *
   * @param text the text, null where there is none or it can't be read
   * @param unreadable true where there is a value that can't be read as text
   */
  record Text(@Nullable String text, boolean unreadable) {
    private static final Text NONE = new Text(null, false);
    private static final Text UNREADABLE = new Text(null, true);
  }

  /** The bytes of a BLOB, decrypted where it is a cipher result. */
  byte[] bytes(byte[] blob) {
    return open(blob).orElse(blob);
  }

  /** A value as text, decrypted where it is a cipher result. */
  Text text(@Nullable Object value) {
    return switch (value) {
      case null -> Text.NONE;
      case byte[] blob -> {
        Optional<byte[]> plain = open(blob);
        boolean stillSealed = plain.isEmpty() && CipherResult.looksLike(blob);
        yield stillSealed
            ? Text.UNREADABLE
            : RawJson.utf8(plain.orElse(blob))
                .map(text -> new Text(text, false))
                .orElse(Text.UNREADABLE);
      }
      default -> new Text(value.toString(), false);
    };
  }

  /** A value of a column without a place in the model; a decrypted text becomes a text. */
  JsonNode raw(Object value) {
    if (!(value instanceof byte[] blob)) {
      return RawJson.of(value);
    }
    return open(blob)
        .<JsonNode>map(
            plain -> RawJson.utf8(plain).map(RawJson::of).orElseGet(() -> RawJson.bytes(plain)))
        .orElseGet(() -> RawJson.bytes(blob));
  }
}
