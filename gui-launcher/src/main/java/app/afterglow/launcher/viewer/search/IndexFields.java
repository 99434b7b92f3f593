package app.afterglow.launcher.viewer.search;

import app.afterglow.model.Message;
import app.afterglow.search.Needles;
import app.afterglow.search.SearchWords;
import app.afterglow.search.SearchedTexts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * What Lucene is given of a message, and what it is asked for. Nothing is stored, scored or kept in
 * its position: hits are read from the archive.
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><td>number</td><td>its number, in the order in which messages come</td></tr>
 *   <tr><td>time</td><td>when it was sent, in milliseconds since 1970 UTC</td></tr>
 *   <tr><td>id</td><td>a hash of its id</td></tr>
 *   <tr><td>conversation</td><td>its conversation's place in the archive</td></tr>
 *   <tr><td>sender</td><td>the id of who sent it</td></tr>
 *   <tr><td>has</td><td>{@code files} where it has files, {@code more} where its words are not here
 *   </td></tr>
 *   <tr><td>words</td><td>its words, see {@link #words(Message)}</td></tr>
 * </table>
 */
final class IndexFields {

  static final String NUMBER = "number";
  static final String TIME = "time";

  private static final String ID = "id";
  private static final String CONVERSATION = "conversation";
  private static final String SENDER = "sender";
  private static final String HAS = "has";
  private static final String FILES = "files";
  private static final String MORE = "more";
  private static final String WORDS = "words";

  private static final int LONGEST_SENDER = 1_000;

  /** Lucene takes no more than 1,024 parts of a query; what these find is looked at itself. */
  private static final int MOST_PREFIXES = 500;

  private static final TermQuery WITHOUT_WORDS = new TermQuery(new Term(HAS, MORE));

  /** The newest first; of one time, what came last. */
  static final Sort NEWEST_FIRST =
      new Sort(
          new SortField(TIME, SortField.Type.LONG, true),
          new SortField(NUMBER, SortField.Type.INT, true));

  private final Set<String> words = new HashSet<>();
  private final SearchWords reader = new SearchWords(this::addWord);

  /** The fields of a message. */
  List<IndexableField> of(Message message, int number, int conversation, boolean withWords) {
    List<IndexableField> fields = new ArrayList<>();
    fields.add(new NumericDocValuesField(NUMBER, number));
    fields.add(NumericDocValuesField.indexedField(TIME, message.sentAt().toEpochMilli()));
    fields.add(new NumericDocValuesField(ID, message.id().hashCode()));
    fields.add(term(CONVERSATION, Integer.toString(conversation)));
    if (message.senderId() != null) {
      fields.add(term(SENDER, sender(message.senderId())));
    }
    if (!message.attachments().isEmpty()) {
      fields.add(term(HAS, FILES));
    }
    if (withWords) {
      words(message).forEach(word -> fields.add(term(WORDS, word)));
    } else {
      fields.add(term(HAS, MORE));
    }
    return fields;
  }

  /** Lucene takes no term of more than 32 KB, and an archive may hold anything. */
  private static String sender(String id) {
    return id.substring(0, Math.min(LONGEST_SENDER, id.length()));
  }

  private static IndexableField term(String field, String value) {
    return new StringField(field, value, Field.Store.NO);
  }

  /**
   * The words of a message, and their first characters: one letter is asked for with each word that
   * somebody types, and would be the union of some ten thousand lists.
   */
  private Set<String> words(Message message) {
    words.clear();
    SearchedTexts.of(message).forEach(reader::read);
    return words;
  }

  private void addWord(String word) {
    if (words.add(word)) {
      words.add(word.substring(0, word.offsetByCodePoints(0, 1)));
    }
  }

  /**
   * Whether the candidates of a query are hits for sure, as far as their words are in the index.
   */
  static boolean isCertain(Query query) {
    return query.needles().all().stream().allMatch(Needles.Needle::isCertain)
        && prefixes(query).count() <= MOST_PREFIXES;
  }

  private static Stream<String> prefixes(Query query) {
    return query.needles().all().stream()
        .flatMap(needle -> needle.indexPrefixes().stream())
        .distinct();
  }

  /** Messages that may be what is asked for. */
  static org.apache.lucene.search.Query candidates(Query query) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    if (!query.needles().isEmpty()) {
      BooleanQuery.Builder known = new BooleanQuery.Builder();
      prefixes(query)
          .limit(MOST_PREFIXES)
          .forEach(prefix -> known.add(startingWith(prefix), Occur.FILTER));
      all.add(
          new BooleanQuery.Builder()
              .add(known.build(), Occur.SHOULD)
              .add(WITHOUT_WORDS, Occur.SHOULD)
              .build(),
          Occur.FILTER);
    }
    if (!query.people().isEmpty()) {
      List<String> wanted = query.people().stream().map(IndexFields::sender).toList();
      all.add(oneOf(SENDER, wanted), Occur.FILTER);
    }
    if (!query.conversations().isEmpty()) {
      List<String> wanted = query.conversations().stream().map(Object::toString).toList();
      all.add(oneOf(CONVERSATION, wanted), Occur.FILTER);
    }
    if (query.since() != Long.MIN_VALUE || query.until() != Long.MAX_VALUE) {
      long last = query.until() == Long.MIN_VALUE ? query.until() : query.until() - 1;
      all.add(NumericDocValuesField.newSlowRangeQuery(TIME, query.since(), last), Occur.FILTER);
    }
    if (query.withFiles()) {
      all.add(new TermQuery(new Term(HAS, FILES)), Occur.FILTER);
    }
    BooleanQuery asked = all.build();
    return asked.clauses().isEmpty() ? new MatchAllDocsQuery() : asked;
  }

  /** Of some messages, those whose words are not in the index. */
  static org.apache.lucene.search.Query withoutWords(org.apache.lucene.search.Query some) {
    return new BooleanQuery.Builder()
        .add(some, Occur.FILTER)
        .add(WITHOUT_WORDS, Occur.FILTER)
        .build();
  }

  /** Messages of a conversation that may have an id. */
  static org.apache.lucene.search.Query withId(int conversation, String id) {
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term(CONVERSATION, Integer.toString(conversation))), Occur.FILTER)
        .add(NumericDocValuesField.newSlowExactQuery(ID, id.hashCode()), Occur.FILTER)
        .build();
  }

  private static org.apache.lucene.search.Query startingWith(String prefix) {
    Term term = new Term(WORDS, prefix);
    return isOneCharacter(prefix) ? new TermQuery(term) : new PrefixQuery(term);
  }

  private static boolean isOneCharacter(String text) {
    return text.codePointCount(0, text.length()) == 1;
  }

  private static org.apache.lucene.search.Query oneOf(String field, Collection<String> values) {
    return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
  }
}
