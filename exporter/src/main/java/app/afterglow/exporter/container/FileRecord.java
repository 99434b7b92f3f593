package app.afterglow.exporter.container;

import com.dd.plist.NSArray;
import com.dd.plist.NSData;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.PropertyListParser;
import com.dd.plist.UID;
import org.jspecify.annotations.Nullable;

/**
 * What an Apple backup's manifest says of one file: an archived {@code MBFile} object (a binary
 * property list of {@code $objects} that name each other by number).
 *
 * @param size its size in bytes, {@link Long#MAX_VALUE} where it isn't said
 * @param modified when it was changed last, ms since 1970 UTC; 0 where it isn't said
 * @param wrappedKey its key, class number first; null in a backup that isn't encrypted
 */
record FileRecord(long size, long modified, byte @Nullable [] wrappedKey) {

  private static final FileRecord UNKNOWN = new FileRecord(Long.MAX_VALUE, 0, null);

  /** Reads it; a record that is none says nothing. */
  static FileRecord of(byte[] plist) {
    try {
      if (PropertyListParser.parse(plist) instanceof NSDictionary archive
          && archive.get("$objects") instanceof NSArray objects
          && archive.get("$top") instanceof NSDictionary top
          && resolve(objects, top.get("root")) instanceof NSDictionary file) {
        return new FileRecord(
            number(file.get("Size"), Long.MAX_VALUE),
            1000 * number(file.get("LastModified"), 0),
            key(resolve(objects, file.get("EncryptionKey"))));
      }
    } catch (Exception e) {
      // The parser throws a dozen kinds on malformed input; without a record the file is as it is.
      return UNKNOWN;
    }
    return UNKNOWN;
  }

  private static @Nullable NSObject resolve(NSArray objects, @Nullable NSObject reference) {
    if (!(reference instanceof UID uid)) {
      return reference;
    }
    int index = 0;
    for (byte b : uid.getBytes()) {
      index = index << 8 | b & 0xff;
    }
    return index >= 0 && index < objects.count() ? objects.objectAtIndex(index) : null;
  }

  private static byte @Nullable [] key(@Nullable NSObject object) {
    if (object instanceof NSDictionary dictionary
        && dictionary.get("NS.data") instanceof NSData d) {
      return d.bytes();
    }
    return object instanceof NSData data ? data.bytes() : null;
  }

  private static long number(@Nullable NSObject object, long otherwise) {
    return object instanceof NSNumber number ? number.longValue() : otherwise;
  }
}
