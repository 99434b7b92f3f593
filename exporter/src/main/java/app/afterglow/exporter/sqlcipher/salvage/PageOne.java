package app.afterglow.exporter.sqlcipher.salvage;

import java.util.Arrays;
import java.util.Optional;

/**
 * The quick test whether a key opens a database: does its first page authenticate? Costs one key
 * derivation a call (about as long as opening the database), whatever the number of page sizes.
 */
public final class PageOne {

  private PageOne() {}

  /**
   * Whether the first page authenticates.
   *
   * @param head the file's first bytes, at least {@link CipherScheme#pageSize()} of them
   */
  public static boolean authenticates(byte[] head, KeyMaterial key, CipherScheme scheme) {
    if (head.length < scheme.pageSize()) {
      return false;
    }
    try (PageKeys keys = PageKeys.derive(key, scheme, salt(head, key))) {
      return new PageCipher(keys, scheme).authenticates(head, 1);
    }
  }

  /**
   * The scheme, with the page size that fits, where one does; the scheme's own size is tried first.
   *
   * @param head the file's first bytes, up to 65,536 of them
   */
  public static Optional<CipherScheme> fit(byte[] head, KeyMaterial key, CipherScheme scheme) {
    if (head.length < CipherScheme.PAGE_SIZES.getFirst()) {
      return Optional.empty();
    }
    try (PageKeys keys = PageKeys.derive(key, scheme, salt(head, key))) {
      if (fits(head, keys, scheme)) {
        return Optional.of(scheme);
      }
      return CipherScheme.PAGE_SIZES.stream()
          .map(scheme::withPageSize)
          .filter(sized -> fits(head, keys, sized))
          .findFirst();
    }
  }

  private static boolean fits(byte[] head, PageKeys keys, CipherScheme scheme) {
    return head.length >= scheme.pageSize() && new PageCipher(keys, scheme).authenticates(head, 1);
  }

  private static byte[] salt(byte[] head, KeyMaterial key) {
    return key instanceof KeyMaterial.RawKey raw && raw.salt() != null
        ? raw.salt()
        : Arrays.copyOf(head, CipherScheme.SALT_BYTES);
  }
}
