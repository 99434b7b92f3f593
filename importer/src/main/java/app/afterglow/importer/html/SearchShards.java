package app.afterglow.importer.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted runs into the shards of the search index: {@code s/0.js}, {@code s/1.js} ..., each
 * a range of terms in the order of their UTF-16 units, and {@code s/index.js} with the first term
 * of each. A search loads the shards in which its words lie and no other.
 */
final class SearchShards implements AutoCloseable {

  private static final int SHARD_LENGTH = 100_000;

  private final OutputFolder folder;
  private final List<String> firstTerms = new ArrayList<>();
  private @Nullable DataFile file;
  private @Nullable JsonGenerator shard;
  private String referredTo = "";

  private SearchShards(OutputFolder folder) {
    this.folder = folder;
  }

  /** Writes shards and index out of runs; a later run holds higher message numbers. */
  static void merge(List<Path> runs, OutputFolder folder) throws IOException {
    PriorityQueue<Run> heads =
        new PriorityQueue<>(Comparator.comparing(Run::term).thenComparingInt(Run::number));
    List<Run> open = new ArrayList<>();
    try (SearchShards shards = new SearchShards(folder)) {
      for (Path path : runs) {
        Run run = new Run(path, open.size());
        open.add(run);
        if (run.advance()) {
          heads.add(run);
        }
      }
      while (!heads.isEmpty()) {
        shards.mergeTerm(heads);
      }
      shards.writeIndex();
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  private void mergeTerm(PriorityQueue<Run> heads) throws IOException {
    String term = heads.element().term();
    StringBuilder list = new StringBuilder();
    long last = 0;
    while (!heads.isEmpty() && heads.element().term().equals(term)) {
      Run run = heads.remove();
      if (list.isEmpty() || run.first() != last) {
        Postings.append(run.first() - last, list);
      }
      list.append(run.rest());
      last = run.last();
      if (run.advance()) {
        heads.add(run);
      }
    }
    if (!term.startsWith(SearchIndex.MESSAGE_ID)) {
      write(term, list);
      return;
    }
    String id = term.substring(0, term.length() - 1);
    if (term.endsWith("0")) {
      referredTo = id;
    } else if (id.equals(referredTo)) {
      write(id, list);
    }
  }

  private void write(String term, CharSequence list) throws IOException {
    if (shard == null || file == null) {
      file = new DataFile(folder, "s/" + firstTerms.size());
      shard = Json.generator(file);
      shard.writeStartObject();
      firstTerms.add(term);
    }
    shard.writeStringField(term, list.toString());
    shard.flush();
    if (file.length() >= SHARD_LENGTH) {
      close();
    }
  }

  private void writeIndex() throws IOException {
    close();
    try (JsonGenerator out = Json.generator(new DataFile(folder, "s/index"))) {
      out.writeStartArray();
      for (String term : firstTerms) {
        out.writeString(term);
      }
      out.writeEndArray();
    }
  }

  @Override
  public void close() throws IOException {
    if (shard != null) {
      shard.writeEndObject();
      shard.close();
      shard = null;
      file = null;
    }
  }

  /** A run being read: the entry it is at. */
  private static final class Run implements AutoCloseable {
    private final DataInputStream in;
    private final int number;
    private String term = "";
    private long first;
    private long last;
    private String rest = "";

    Run(Path path, int number) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
      this.number = number;
    }

    boolean advance() throws IOException {
      try {
        term = in.readUTF();
      } catch (EOFException e) {
        return false;
      }
      first = in.readLong();
      last = in.readLong();
      rest = new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
      return true;
    }

    String term() {
      return term;
    }

    int number() {
      return number;
    }

    long first() {
      return first;
    }

    long last() {
      return last;
    }

    String rest() {
      return rest;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
