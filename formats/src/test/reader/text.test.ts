import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fold,
  foldWithOrigin,
  foundRanges,
  holdsAll,
  indexPrefixes,
  parseNeedles,
} from '../../main/reader/core/text.ts';
import examples from '../resources/reader/search-examples.json';

for (const { text, terms, found, notFound } of examples.texts) {
  test(`finds in "${text}" what it holds and nothing else`, () => {
    for (const query of found) {
      const needles = parseNeedles(query);
      assert.ok(needles.length > 0);
      assert.ok(holdsAll(fold(text), needles), query);
      const indexed = terms.map((term) => term.normalize('NFKD'));
      for (const prefix of needles.flatMap((needle) => indexPrefixes(needle.text))) {
        assert.ok(indexed.some((term) => term.startsWith(prefix)), `${query}: ${prefix}`);
      }
    }
    for (const query of notFound) {
      assert.ok(!holdsAll(fold(text), parseNeedles(query)), query);
    }
  });

  test(`folds "${text}" as a whole as it does character by character`, () => {
    assert.equal(foldWithOrigin(text).folded, fold(text).replace(/\s+/g, ' '));
  });
}

test('marks what was found in the original text, accents and all', () => {
  const text = 'Un cafe\u0301, deux CAFÉS';
  const ranges = foundRanges(text, parseNeedles('café'));
  assert.deepEqual(
    ranges.map(([from, to]) => text.slice(from, to)),
    ['cafe\u0301', 'CAFÉ'],
  );
});

test('marks a phrase whatever stands between its words', () => {
  const text = 'see  you\n\n at noon, you\u00a0at noon';
  const ranges = foundRanges(text, parseNeedles('"you at noon" see'));
  assert.deepEqual(
    ranges.map(([from, to]) => text.slice(from, to)),
    ['see', 'you\n\n at noon', 'you\u00a0at noon'],
  );
});

test('joins marks that overlap', () => {
  assert.deepEqual(foundRanges('garden', parseNeedles('gar garden')), [[0, 6]]);
});

test('searches a text of signs only for nothing', () => {
  assert.deepEqual(parseNeedles('?! "--" '), []);
});
