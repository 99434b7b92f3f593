package app.afterglow.importer;

import app.afterglow.model.Loss;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a loss report, packed: each lost item is a line of its own, so that a history with
 * many of them has as many lines, which as objects would fill the heap (some 200 bytes each) and
 * keep the garbage collector at work. Packed they take about 10. Used by one thread at a time.
 */
public final class LossList extends AbstractList<Loss> {

  private static final int BLOCK = 1_024;

  private final List<byte[]> packed = new ArrayList<>();
  private final List<Loss> last = new ArrayList<>(BLOCK);
  private List<Loss> unpacked = List.of();
  private int unpackedNumber = -1;
  private boolean whole;

  /** Adds a line at the end. */
  @Override
  public boolean add(Loss loss) {
    if (whole) {
      throw new UnsupportedOperationException("the report is whole");
    }
    modCount++;
    last.add(loss);
    if (last.size() == BLOCK) {
      packed.add(pack(last));
      last.clear();
    }
    return true;
  }

  /** Nothing more can be added. */
  LossList whole() {
    whole = true;
    return this;
  }

  @Override
  public int size() {
    return packed.size() * BLOCK + last.size();
  }

  @Override
  public Loss get(int index) {
    int number = index / BLOCK;
    if (index < 0 || number > packed.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    if (number == packed.size()) {
      return last.get(index % BLOCK);
    }
    // Whoever goes through the list asks for the lines of a block one after the other.
    if (number != unpackedNumber) {
      unpacked = unpack(packed.get(number));
      unpackedNumber = number;
    }
    return unpacked.get(index % BLOCK);
  }

  /** Bytes that the packed lines take. */
  long bytes() {
    return packed.stream().mapToLong(block -> block.length).sum();
  }

  private static byte[] pack(List<Loss> losses) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      for (Loss loss : losses) {
        write(loss.what().name(), out);
        out.writeBoolean(loss.partial());
        write(loss.id(), out);
        write(loss.reason(), out);
        write(loss.detail(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<Loss> unpack(byte[] block) {
    List<Loss> losses = new ArrayList<>(BLOCK);
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(block)))) {
      for (int i = 0; i < BLOCK; i++) {
        Loss.What what = Loss.What.valueOf(String.valueOf(read(in)));
        boolean partial = in.readBoolean();
        String id = String.valueOf(read(in));
        String reason = String.valueOf(read(in));
        losses.add(new Loss(what, id, reason, read(in), partial));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return losses;
  }

  /** As characters: ids of a source may hold what UTF-8 can't, such as half a surrogate pair. */
  private static void write(@Nullable String text, DataOutputStream out) throws IOException {
    out.writeInt(text == null ? -1 : text.length());
    if (text != null) {
      out.writeChars(text);
    }
  }

  private static @Nullable String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    char[] text = new char[length];
    for (int i = 0; i < length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }
}
