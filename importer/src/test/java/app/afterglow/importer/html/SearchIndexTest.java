package app.afterglow.importer.html;

import static org.assertj.core.api.Assertions.assertThat;

import app.afterglow.model.Attachment;
import app.afterglow.model.Message;
import app.afterglow.model.MessageBody;
import app.afterglow.reader.testing.Messages;
import app.afterglow.search.SearchWords;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIndexTest {

  @TempDir Path folder;

  @Test
  void findsTheWordsThatTheReaderFinds() throws Exception {
    for (JsonNode example : examples().get("texts")) {
      List<String> terms = new ArrayList<>();
      new SearchWords(terms::add).read(example.get("text").asText());

      List<String> expected = new ArrayList<>();
      example
          .get("terms")
          .forEach(term -> expected.add(Normalizer.normalize(term.asText(), Normalizer.Form.NFKD)));
      assertThat(terms).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void writesPostingsAndHashesAsTheReaderReadsThem() throws Exception {
    for (JsonNode example : examples().get("postings")) {
      StringBuilder written = new StringBuilder();
      long last = 0;
      for (JsonNode number : example.get("numbers")) {
        Postings.append(number.asLong() - last, written);
        last = number.asLong();
      }
      assertThat(written).hasToString(example.get("text").asText());
    }
    for (JsonNode example : examples().get("hashes")) {
      assertThat(ShortHash.of(example.get("text").asText()))
          .isEqualTo(example.get("hash").asText());
    }
  }

  @Test
  void findsEveryMessageOfEveryWordThoughMemoryWasFullMoreThanOnce() throws Exception {
    Random random = new Random(7);
    Map<String, Set<Long>> expected = new TreeMap<>();
    JsonNode firstTerms;
    Map<String, Set<Long>> found = new TreeMap<>();
    Path output = folder.resolve("index");
    try (OutputFolder unfinished = OutputFolder.create(output)) {
      SearchIndex index = new SearchIndex(unfinished, 1 << 18);
      for (long number = 0; number < 20_000; number++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
          String word = "w" + Integer.toString((int) Math.abs(random.nextGaussian() * 3000), 36);
          text.append(word).append(' ');
          expected.computeIfAbsent(word, w -> new TreeSet<>()).add(number);
        }
        index.add(number, message("m-" + number, text.toString()));
      }
      index.finish();
      unfinished.finish();
    }

    ScriptFiles data = new ScriptFiles(output);
    firstTerms = data.read("s/index");
    assertThat(firstTerms.size()).isGreaterThan(2);
    String before = "";
    for (int shard = 0; shard < firstTerms.size(); shard++) {
      JsonNode entries = data.read("s/" + shard);
      assertThat(entries.fieldNames().next()).isEqualTo(firstTerms.get(shard).asText());
      for (var entry : entries.properties()) {
        assertThat(entry.getKey()).isGreaterThan(before);
        before = entry.getKey();
        if (!before.startsWith("\u0001")) {
          found.put(before, decode(entry.getValue().asText()));
        }
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void findsBySenderByFileAndByIdsThatAreReferredTo() throws Exception {
    Path output = folder.resolve("index");
    try (OutputFolder unfinished = OutputFolder.create(output)) {
      SearchIndex index = new SearchIndex(unfinished, 1 << 20);
      index.add(0, message("first", "one"));
      index.add(1, message("second", "two"));
      index.add(
          2,
          Messages.in("c", "third")
              .from("p", Instant.EPOCH)
              .body(new MessageBody.FileBody(null))
              .answers("first")
              .with(
                  new Attachment("Quittance.pdf", null, -1, null, Attachment.Status.MISSING, null))
              .build());
      index.finish();
      unfinished.finish();
    }

    JsonNode shard = new ScriptFiles(output).read("s/0");
    assertThat(decode(shard.get("\u0001s" + ShortHash.of("p")).asText()))
        .containsExactly(0L, 1L, 2L);
    assertThat(decode(shard.get("\u0001a").asText())).containsExactly(2L);
    assertThat(decode(shard.get("\u0001m" + ShortHash.of("first")).asText())).containsExactly(0L);
    assertThat(shard.has("\u0001m" + ShortHash.of("second"))).isFalse();
    assertThat(decode(shard.get("quittance").asText())).containsExactly(2L);
  }

  private static Message message(String id, String text) {
    return Messages.in("c", id).from("p", Instant.EPOCH).text(text).build();
  }

  /** Reads a posting list by the words of its specification. */
  private static Set<Long> decode(String text) {
    Set<Long> numbers = new TreeSet<>();
    long number = 0;
    long distance = 0;
    int shift = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int last = "0123456789abcdefghijklmnopqrstuv".indexOf(c);
      int more = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()".indexOf(c);
      distance |= (long) Math.max(last, more) << shift;
      shift += 5;
      if (last >= 0) {
        number += distance;
        numbers.add(number);
        distance = 0;
        shift = 0;
      }
    }
    return numbers;
  }

  private static JsonNode examples() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SearchIndexTest.class.getResourceAsStream("/reader/search-examples.json"))) {
      return JsonMapper.builder().build().readTree(in);
    }
  }
}
