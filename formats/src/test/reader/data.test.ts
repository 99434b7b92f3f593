import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  newestFirst,
  pageOf,
  readableFileName,
  safeFileName,
  shownAs,
} from '../../main/reader/data/data-source.ts';
import { FolderProblem } from '../../main/reader/data/folder-problem.ts';
import { openFolder, type FolderEntry } from '../../main/reader/data/folder-source.ts';
import { decodePostings, intersection, union } from '../../main/reader/data/postings.ts';
import { shortHash } from '../../main/reader/data/script-index.ts';
import { readMessage } from '../../main/reader/core/message.ts';
import { at } from '../../main/reader/core/lists.ts';
import { parseNeedles } from '../../main/reader/core/text.ts';
import examples from '../resources/reader/search-examples.json';

test('reads posting lists', () => {
  for (const { numbers, text } of examples.postings) {
    assert.deepEqual(decodePostings(text), numbers);
  }
});

test('hashes ids as the importer does', () => {
  for (const { text, hash } of examples.hashes) {
    assert.equal(shortHash(text), hash);
  }
});

test('joins and intersects lists', () => {
  assert.deepEqual(union([[1, 5, 9], [2, 5], []]), [1, 2, 5, 9]);
  assert.deepEqual(intersection([1, 2, 5, 9], [2, 3, 9, 10]), [2, 9]);
});

test('finds the page of an ordinal', () => {
  const pages = [{ start: 0 }, { start: 500 }, { start: 700 }];
  assert.deepEqual([0, 499, 500, 699, 700, 9999].map((ordinal) => pageOf(pages, ordinal)), [0, 0, 1, 1, 2, 2]);
});

test('lets hits out newest first though units overlap', async () => {
  const hit = (sentAt: number) => ({ ordinal: 0, message: { sentAt } });
  const units = [
    { lastAt: 10, hits: [hit(1), hit(10)] },
    { lastAt: 30, hits: [hit(5), hit(30)] },
    { lastAt: 20, hits: [hit(8), hit(20)] },
  ];
  const times: number[] = [];
  const signal = new AbortController().signal;
  for await (const step of newestFirst(units, async (unit) => unit.hits, signal)) {
    times.push(...step.hits.map((found) => found.message.sentAt));
  }
  assert.deepEqual(times, [30, 20, 10, 8, 5, 1]);
});

test('takes more hits at once than a call takes arguments', async () => {
  const unit = { lastAt: 300_000 };
  const hits = Array.from({ length: 300_000 }, (_, ordinal) => ({ ordinal, message: { sentAt: ordinal } }));
  for await (const step of newestFirst([unit], async () => hits, new AbortController().signal)) {
    assert.equal(step.hits.length, 300_000);
  }
});

test('makes file names safe', () => {
  assert.equal(safeFileName('../../etc/passwd', 'file'), '_.._etc_passwd');
  assert.equal(safeFileName('CON.txt', 'file'), '_CON.txt');
  assert.equal(safeFileName('invoice\u202efdp.exe', 'file'), 'invoicefdp.exe');
  assert.equal(safeFileName(' . ', 'file'), 'file');
  assert.equal(safeFileName(null, 'file'), 'file');
  assert.ok(safeFileName(`${'x'.repeat(300)}.pdf`, 'file').length <= 100);
  assert.ok(safeFileName(`${'x'.repeat(300)}.pdf`, 'file').endsWith('.pdf'));
  assert.equal(readableFileName('invoice\u202efdp.exe'), 'invoicefdp.exe');
});

test('shows only what can’t run', () => {
  assert.equal(shownAs({ mediaType: 'image/svg+xml', name: 'x.svg' }).how, 'document');
  assert.equal(shownAs({ mediaType: 'text/html', name: 'x.png' }).type, 'application/octet-stream');
  assert.equal(shownAs({ mediaType: null, name: 'x.JPG' }).how, 'picture');
  assert.equal(shownAs({ mediaType: 'audio/ogg; codecs=opus', name: null }).how, 'audio');
});

test('takes whatever is no message for an unknown one', () => {
  for (const value of [null, 3, 'x', [], { kind: 'toString', attachments: 'no', raw: [1] }]) {
    const message = readMessage(value);
    assert.equal(message.kind, 'unknown');
    assert.deepEqual(message.attachments, []);
  }
});

const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function archive(files: Readonly<Record<string, string>>): FolderEntry[] {
  return Object.entries(files).map(([path, text]) => [`My archive/${path}`, new File([text], path)]);
}

function twoFiles() {
  const message = (i: number) => ({
    id: `m${i}`,
    conversationId: 'c',
    senderId: 'p',
    sentAt: new Date(1.6e12 + i * 60000).toISOString(),
    kind: 'text',
    text: i % 10 === 0 ? `tenth ${i}` : `other ${i}`,
    attachments: [],
  });
  return archive({
    'data/archive.json': JSON.stringify({
      formatVersion: 1,
      created: '2021-01-01T00:00:00.000Z',
      account: { id: 'p', name: 'ada' },
      source: { application: 'Wickr Me', applicationVersion: null, platform: 'windows' },
      counts: { losses: 0 },
    }),
    'data/people.jsonl': lines([{ id: 'p', name: 'ada', displayName: null, self: true }]),
    'data/conversations.jsonl': lines([
      {
        id: 'c',
        kind: 'room',
        title: 'Two files',
        memberIds: ['p'],
        messageFiles: ['data/messages/c/00001.jsonl', 'data/messages/c/00002.jsonl'],
        messageCount: 1300,
        firstAt: new Date(1.6e12).toISOString(),
        lastAt: new Date(1.6e12 + 1299 * 60000).toISOString(),
      },
    ]),
    // The first file was closed early, as one that grew too large is.
    'data/messages/c/00001.jsonl': lines(Array.from({ length: 700 }, (_, i) => message(i))),
    'data/messages/c/00002.jsonl': lines(Array.from({ length: 600 }, (_, i) => message(700 + i))),
  });
}

test('reads an unpacked archive page by page', async () => {
  const source = await openFolder(twoFiles());
  const conversation = at(await source.conversations(), 0);
  const pages = await source.pages(conversation);

  assert.deepEqual(pages.map(({ start, count }) => [start, count]), [[0, 500], [500, 200], [700, 500], [1200, 100]]);
  assert.equal((await source.messages(conversation, 2))[3]?.id, 'm703');
  assert.equal(await source.locate(conversation, 'm1299'), 1299);
  assert.equal(await source.locate(conversation, 'nowhere'), -1);
  assert.equal(await source.ordinalAt(conversation, 1.6e12 + 699.5 * 60000), 700);
  assert.equal(await source.ordinalAt(conversation, 9e15), 1299);
  assert.equal((await source.describe()).accounts[0]?.application, 'Wickr Me');
});

const tenths = (until: number | null) => ({
  typed: 'tenth',
  needles: parseNeedles('tenth'),
  personIds: new Set<string>(),
  conversationIds: new Set<string>(),
  since: null,
  until,
  withAttachment: false,
});

test('searches an unpacked archive, newest first', async () => {
  const source = await openFolder(twoFiles());
  const query = tenths(1.6e12 + 1000 * 60000);
  const ordinals: number[] = [];
  let total: number | null = null;
  for await (const step of source.search(query, new AbortController().signal)) {
    ordinals.push(...step.hits.map((hit) => hit.ordinal));
    total = step.total;
  }
  assert.equal(ordinals.length, 100);
  assert.equal(total, 100);
  assert.deepEqual(ordinals.slice(0, 3), [990, 980, 970]);
});

/** A file that was taken away after the folder was chosen. */
class GoneFile extends File {
  override text(): Promise<string> {
    return Promise.reject(new Error('gone'));
  }
}

test('searches what is there of an archive though files are missing or gone', async () => {
  const path = 'data/messages/c/00001.jsonl';
  const gone = twoFiles().map(([name, file]): FolderEntry =>
    name.endsWith(path) ? [name, new GoneFile([file], path)] : [name, file],
  );
  const missing = twoFiles().filter(([name]) => !name.endsWith(path));
  for (const [entries, found, unreadable] of [[gone, 60, 1], [missing, 0, 2]] as const) {
    const source = await openFolder(entries);
    let total: number | null = null;
    let seen: number | undefined;
    for await (const step of source.search(tenths(null), new AbortController().signal)) {
      total = step.total;
      seen = step.index?.unreadable;
    }
    assert.equal(total, found);
    assert.equal(seen, unreadable);
  }
});

test('says what is wrong with a folder', async () => {
  const key = async (files: Readonly<Record<string, string>>) => {
    try {
      await openFolder(archive(files));
    } catch (error) {
      assert.ok(error instanceof FolderProblem);
      return error.key;
    }
    return null;
  };
  assert.equal(await key({ 'holiday.jpg': '' }), 'folder.not-an-archive');
  assert.equal(await key({ 'data/archive.json': '{' }), 'folder.damaged');
  assert.equal(await key({ 'data/archive.json': '{"formatVersion":2}' }), 'folder.newer');
  const source = await openFolder(archive({ 'data/archive.json': '{"formatVersion":1}' }));
  await assert.rejects(source.people(), { key: 'folder.file-missing' });
});
