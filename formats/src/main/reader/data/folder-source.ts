// An unpacked archive, read by the browser's File API straight from the folder the person picked.
// The files are those of docs/archive-format.md; nothing is sent anywhere and nothing is written.

import { matchesQuery, readConversation, readLoss, readMessage, readPerson } from '../core/message.ts';
import { RecentMap } from '../core/recent.ts';
import { archiveDescription } from './archive-description.ts';
import { newestFirst, shownAs } from './data-source.ts';

const FORMAT_VERSION = 1;
const MESSAGES_PER_PAGE = 500;
const HEAD_BYTES = 1 << 16;

/** What is wrong with a folder somebody picked: `key` names the words for it. */
export class FolderProblem extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** Opens the archive among these files: `[path, File]`, paths with forward slashes. */
export async function openFolder(entries) {
  const marker = 'data/archive.json';
  const found = entries
    .map(([path]) => path)
    .filter((path) => path === marker || path.endsWith(`/${marker}`))
    .sort((a, b) => a.length - b.length)[0];
  if (found === undefined) {
    throw new FolderProblem('folder.not-an-archive');
  }
  const top = found.slice(0, found.length - marker.length);
  const files = new Map();
  for (const [path, file] of entries) {
    if (path.startsWith(top)) {
      files.set(path.slice(top.length), file);
    }
  }
  let info;
  try {
    info = JSON.parse(await files.get(marker).text());
  } catch {
    throw new FolderProblem('folder.damaged', { file: marker });
  }
  if (!(info?.formatVersion >= 1)) {
    throw new FolderProblem('folder.damaged', { file: marker });
  }
  if (info.formatVersion > FORMAT_VERSION) {
    throw new FolderProblem('folder.newer', { version: String(info.formatVersion) });
  }
  return new FolderSource(files, info);
}

class FolderSource {
  constructor(files, info) {
    this.files = files;
    this.info = info;
    this.lines = new RecentMap(6);
    this.tables = new Map();
    this.urls = new Map();
  }

  async describe() {
    return archiveDescription(this.info);
  }

  async people() {
    return (await this.read('data/people.jsonl')).map(readPerson);
  }

  async conversations() {
    return (await this.read('data/conversations.jsonl')).map(readConversation);
  }

  async losses() {
    this.lossList ??= this.files.has('data/losses.jsonl')
      ? (await this.read('data/losses.jsonl')).map(readLoss)
      : [];
    return this.lossList;
  }

  file(path) {
    const file = this.files.get(path);
    if (!file) {
      throw new FolderProblem('folder.file-missing', { file: path });
    }
    return file;
  }

  /** The JSON values of a file, one a line. */
  async read(path) {
    const lines = await this.linesOf(path);
    return lines.map((line) => parseLine(line) ?? {});
  }

  async linesOf(path) {
    const known = this.lines.get(path);
    if (known) {
      return known;
    }
    const loading = this.file(path)
      .text()
      .then((text) => text.split('\n').filter((line) => line !== ''));
    this.lines.set(path, loading);
    try {
      return await loading;
    } catch (error) {
      this.lines.delete(path);
      throw error;
    }
  }

  /** `{path, start, count, firstAt, lastAt}` of each message file of a conversation. */
  async filesOf(conversation) {
    let table = this.tables.get(conversation.index);
    if (!table) {
      table = this.measure(conversation);
      this.tables.set(conversation.index, table);
    }
    return table;
  }

  async measure(conversation) {
    const paths = conversation.messageFiles;
    const table = [];
    let start = 0;
    for (let i = 0; i < paths.length; i++) {
      // Files are closed by number or by size: only counting tells how many messages one holds.
      const count = paths.length === 1 ? conversation.count : await countLines(this.file(paths[i]));
      const firstAt = i === 0 ? conversation.firstAt : await this.firstTime(paths[i]);
      table.push({ path: paths[i], start, count, firstAt: firstAt ?? 0, lastAt: 0 });
      start += count;
    }
    for (let i = 0; i < table.length; i++) {
      table[i].lastAt = table[i + 1]?.firstAt ?? conversation.lastAt ?? table[i].firstAt;
    }
    return table.filter((file) => file.count > 0);
  }

  async firstTime(path) {
    const file = this.file(path);
    let head = await file.slice(0, HEAD_BYTES).text();
    if (!head.includes('\n')) {
      head = await file.text();
    }
    return readMessage(parseLine(head.split('\n', 1)[0])).sentAt;
  }

  async pages(conversation) {
    const pages = [];
    for (const file of await this.filesOf(conversation)) {
      for (let within = 0; within < file.count; within += MESSAGES_PER_PAGE) {
        pages.push({
          start: file.start + within,
          count: Math.min(MESSAGES_PER_PAGE, file.count - within),
          firstAt: file.firstAt,
          lastAt: file.lastAt,
        });
      }
    }
    return pages;
  }

  async messages(conversation, number) {
    const page = (await this.pages(conversation))[number];
    const files = await this.filesOf(conversation);
    const file = files.findLast((candidate) => candidate.start <= page.start);
    const lines = await this.linesOf(file.path);
    const from = page.start - file.start;
    return lines.slice(from, from + page.count).map((line) => readMessage(parseLine(line)));
  }

  async ordinalAt(conversation, time) {
    const files = await this.filesOf(conversation);
    const file = files.find((candidate) => candidate.lastAt >= time) ?? files.at(-1);
    if (!file) {
      return 0;
    }
    const lines = await this.linesOf(file.path);
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (readMessage(parseLine(lines[middle])).sentAt < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.min(file.start + low, Math.max(0, conversation.count - 1));
  }

  async locate(conversation, id) {
    // The id stands in its line as JSON text: a line without it needn't be parsed.
    const written = JSON.stringify(id);
    for (const file of (await this.filesOf(conversation)).toReversed()) {
      const lines = await this.linesOf(file.path);
      const within = lines.findIndex(
        (line) => line.includes(written) && readMessage(parseLine(line)).id === id,
      );
      if (within >= 0) {
        return file.start + within;
      }
    }
    return -1;
  }

  async *search(query, signal) {
    const units = [];
    for (const conversation of await this.wanted(query)) {
      for (const file of await this.filesOf(conversation)) {
        const early = query.since !== null && file.lastAt < query.since;
        const late = query.until !== null && file.firstAt >= query.until;
        if (!early && !late) {
          units.push({ conversation, file, lastAt: file.lastAt });
        }
      }
    }
    let found = 0;
    const read = async ({ conversation, file }) => {
      const hits = [];
      (await this.linesOf(file.path)).forEach((line, i) => {
        const message = readMessage(parseLine(line));
        if (matchesQuery(message, query)) {
          hits.push({ conversation, ordinal: file.start + i, message });
        }
      });
      found += hits.length;
      return hits;
    };
    for await (const step of newestFirst(units, read, signal)) {
      yield { ...step, total: step.done >= 1 ? found : null };
    }
  }

  async wanted(query) {
    this.conversationList ??= await this.conversations();
    return this.conversationList.filter(
      (conversation) =>
        query.conversationIds.size === 0 || query.conversationIds.has(conversation.id),
    );
  }

  async attachmentUrl(attachment) {
    if (!attachment.sha256) {
      return null;
    }
    const path = `data/attachments/${attachment.sha256.slice(0, 2)}/${attachment.sha256}`;
    const file = this.files.get(path);
    if (!file) {
      return null;
    }
    const { type } = shownAs(attachment);
    const key = `${type} ${path}`;
    if (!this.urls.has(key)) {
      // The type decides what the browser does with it; anything not shown is opaque bytes.
      this.urls.set(key, URL.createObjectURL(file.slice(0, file.size, type)));
    }
    return this.urls.get(key);
  }
}

/** How many lines a file has. */
async function countLines(file) {
  let lines = 0;
  let endsInside = false;
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return lines + (endsInside ? 1 : 0);
    }
    for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, at + 1)) {
      lines++;
    }
    endsInside = value.length > 0 ? value.at(-1) !== 10 : endsInside;
  }
}

function parseLine(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
