import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENGLISH, type Words } from '../../main/reader/core/words-en.ts';
import { FRENCH } from '../../main/reader/core/words-fr.ts';
import { formatBytes, setLanguage, t } from '../../main/reader/core/words.ts';
import { dayKey, endOfDay, formatDuration, setZone, startOfDay } from '../../main/reader/core/times.ts';

const folder = 'src/main/reader';
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

// That the pages ask for no other words is the compiler's business.
test('has the same words in both languages', () => {
  assert.deepEqual(Object.keys(FRENCH), Object.keys(ENGLISH));
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(ENGLISH) as (keyof Words)[]) {
    assert.deepEqual(holes(FRENCH[key]), holes(ENGLISH[key]), key);
  }
});

test('makes no element out of text', () => {
  assert.ok(sources.length > 20);
  const forbidden = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc/;
  for (const [name, source] of sources) {
    const code = source.replace(/\/\/.*$/gm, '');
    assert.ok(!forbidden.test(code), name);
  }
});

test('chooses plurals and languages', () => {
  setLanguage('en');
  assert.equal(t('conversation.messages', { n: 1 }), '1 message');
  assert.equal(t('conversation.messages', { n: 1234 }), '1,234 messages');
  setLanguage('fr-CA');
  assert.equal(t('foot.losses', { n: 0 }), '0 élément manque');
  setLanguage('tlh');
  assert.equal(t('close'), 'Close');
  assert.equal(t('heading.of', { name: '{name}$&' }), 'Messages of {name}$&');
  assert.equal(formatBytes(1_500_000), '1.5 MB');
});

test('begins days where the zone does, also when clocks change', () => {
  setZone('Europe/Paris');
  assert.equal(startOfDay('2021-03-28'), Date.parse('2021-03-27T23:00:00Z'));
  assert.equal(startOfDay('2021-03-29'), Date.parse('2021-03-28T22:00:00Z'));
  assert.equal(endOfDay('2021-03-28'), startOfDay('2021-03-29'));
  assert.equal(dayKey(Date.parse('2021-03-27T23:30:00Z')), '2021-03-28');
  setZone('Pacific/Kiritimati');
  assert.equal(startOfDay('2021-01-01'), Date.parse('2020-12-31T10:00:00Z'));
  assert.equal(endOfDay('2021-01-01'), startOfDay('2021-01-02'));
  // The clocks leave midnight out there, west and east of Greenwich.
  setZone('America/Santiago');
  assert.equal(startOfDay('2023-09-03'), Date.parse('2023-09-03T04:00:00Z'));
  assert.equal(endOfDay('2023-09-02'), Date.parse('2023-09-03T04:00:00Z'));
  setZone('Asia/Beirut');
  assert.equal(startOfDay('2022-03-27'), Date.parse('2022-03-26T22:00:00Z'));
  assert.ok(Number.isNaN(startOfDay('')));
  assert.ok(Number.isNaN(endOfDay('')));
  assert.equal(setZone('No/Where'), false);
});

test('writes lengths of time', () => {
  assert.equal(formatDuration(754), '12:34');
  assert.equal(formatDuration(3723), '1:02:03');
});
