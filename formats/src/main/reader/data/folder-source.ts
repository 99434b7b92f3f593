//! An unpacked archive, read by the browser's File API straight from the folder the person picked.
//! The files are those of docs/archive-format.md; nothing is sent anywhere and nothing is written.

import { at } from '../core/lists.ts';
import {
  matchesQuery,
  objectOrEmpty,
  readConversation,
  readLoss,
  readMessage,
  readPerson,
} from '../core/message.ts';
import type {
  Attachment,
  Conversation,
  JsonObject,
  Loss,
  Message,
  Person,
  Query,
} from '../core/model.ts';
import { RecentMap } from '../core/recent.ts';
import { archiveDescription } from './archive-description.ts';
import {
  newestFirst,
  pageOf,
  shownAs,
  type DataSource,
  type Description,
  type Found,
  type Hit,
  type Page,
} from './data-source.ts';
import { FolderProblem } from './folder-problem.ts';
import { linesOf, parseLine } from './json.ts';

const FORMAT_VERSION = 1;
const MESSAGES_PER_PAGE = 500;
const HEAD_BYTES = 1 << 16;

/** A file and its path, with forward slashes. */
export type FolderEntry = readonly [path: string, file: File];

/** A message file of a conversation and what it holds. */
interface MessageFile extends Page {
  readonly path: string;
}

/** Opens the archive among these files. */
export async function openFolder(entries: readonly FolderEntry[]): Promise<DataSource> {
  const marker = 'data/archive.json';
  const found = entries
    .map(([path]) => path)
    .filter((path) => path === marker || path.endsWith(`/${marker}`))
    .sort((a, b) => a.length - b.length)[0];
  if (found === undefined) {
    throw new FolderProblem('folder.not-an-archive');
  }
  const top = found.slice(0, found.length - marker.length);
  const files = new Map<string, File>();
  for (const [path, file] of entries) {
    if (path.startsWith(top)) {
      files.set(path.slice(top.length), file);
    }
  }
  let info: JsonObject;
  try {
    info = objectOrEmpty(JSON.parse((await files.get(marker)?.text()) ?? ''));
  } catch {
    throw new FolderProblem('folder.damaged', { file: marker });
  }
  const version = Number(info.formatVersion);
  if (!(version >= 1)) {
    throw new FolderProblem('folder.damaged', { file: marker });
  }
  if (version > FORMAT_VERSION) {
    throw new FolderProblem('folder.newer', { version: String(version) });
  }
  return new FolderSource(files, info);
}

/** A message file to search. */
interface Unit {
  readonly conversation: Conversation;
  readonly file: MessageFile;
  readonly lastAt: number;
}

class FolderSource implements DataSource {
  private readonly files: ReadonlyMap<string, File>;
  private readonly info: JsonObject;
  private readonly lines = new RecentMap<string, Promise<string[]>>(6);
  private readonly tables = new Map<number, Promise<MessageFile[]>>();
  private readonly urls = new Map<string, string>();
  private lossList: Loss[] | undefined;
  private conversationList: Conversation[] | undefined;

  constructor(files: ReadonlyMap<string, File>, info: JsonObject) {
    this.files = files;
    this.info = info;
  }

  async describe(): Promise<Description> {
    return archiveDescription(this.info);
  }

  async people(): Promise<Person[]> {
    return (await this.read('data/people.jsonl')).map(readPerson);
  }

  async conversations(): Promise<Conversation[]> {
    return (await this.read('data/conversations.jsonl')).map(readConversation);
  }

  async losses(): Promise<Loss[]> {
    this.lossList ??= this.files.has('data/losses.jsonl')
      ? (await this.read('data/losses.jsonl')).map(readLoss)
      : [];
    return this.lossList;
  }

  private file(path: string): File {
    const file = this.files.get(path);
    if (!file) {
      throw new FolderProblem('folder.file-missing', { file: path });
    }
    return file;
  }

  /** The JSON values of a file, one a line. */
  private async read(path: string): Promise<unknown[]> {
    return (await this.linesOf(path)).map(parseLine);
  }

  private async linesOf(path: string): Promise<string[]> {
    const known = this.lines.get(path);
    if (known) {
      return known;
    }
    const loading = this.file(path).text().then(linesOf);
    this.lines.set(path, loading);
    try {
      return await loading;
    } catch (error) {
      this.lines.delete(path);
      throw error;
    }
  }

  /** The message files of a conversation that hold anything. */
  private filesOf(conversation: Conversation): Promise<MessageFile[]> {
    let table = this.tables.get(conversation.index);
    if (!table) {
      table = this.measure(conversation);
      this.tables.set(conversation.index, table);
    }
    return table;
  }

  private async measure(conversation: Conversation): Promise<MessageFile[]> {
    const paths = conversation.messageFiles;
    const table: Omit<MessageFile, 'lastAt'>[] = [];
    let start = 0;
    for (const [i, path] of paths.entries()) {
      // Files are closed by number or by size: only counting tells how many messages one holds.
      const count = paths.length === 1 ? conversation.count : await countLines(this.file(path));
      const firstAt = i === 0 ? conversation.firstAt : await this.firstTime(path);
      table.push({ path, start, count, firstAt: firstAt ?? 0 });
      start += count;
    }
    return table
      .map((file, i) => ({
        ...file,
        lastAt: table[i + 1]?.firstAt ?? conversation.lastAt ?? file.firstAt,
      }))
      .filter((file) => file.count > 0);
  }

  private async firstTime(path: string): Promise<number> {
    const file = this.file(path);
    let head = await file.slice(0, HEAD_BYTES).text();
    if (!head.includes('\n')) {
      head = await file.text();
    }
    return readMessage(parseLine(head.split('\n', 1).join(''))).sentAt;
  }

  async pages(conversation: Conversation): Promise<Page[]> {
    const pages: Page[] = [];
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

  async messages(conversation: Conversation, number: number): Promise<Message[]> {
    const page = at(await this.pages(conversation), number);
    const files = await this.filesOf(conversation);
    const file = at(files, pageOf(files, page.start));
    const lines = await this.linesOf(file.path);
    const from = page.start - file.start;
    return lines.slice(from, from + page.count).map((line) => readMessage(parseLine(line)));
  }

  async ordinalAt(conversation: Conversation, time: number): Promise<number> {
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
      if (readMessage(parseLine(at(lines, middle))).sentAt < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.min(file.start + low, Math.max(0, conversation.count - 1));
  }

  async locate(conversation: Conversation, id: string): Promise<number> {
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

  async *search(query: Query, signal: AbortSignal): AsyncGenerator<Found, void> {
    const units: Unit[] = [];
    // What is missing or damaged hides nothing of what is there.
    let unreadable = 0;
    for (const conversation of await this.wanted(query)) {
      const files = await this.filesOf(conversation).catch(() => null);
      unreadable += files ? 0 : conversation.messageFiles.length;
      for (const file of files ?? []) {
        const early = query.since !== null && file.lastAt < query.since;
        const late = query.until !== null && file.firstAt >= query.until;
        if (!early && !late) {
          units.push({ conversation, file, lastAt: file.lastAt });
        }
      }
    }
    let found = 0;
    const read = async ({ conversation, file }: Unit) => {
      const hits: Hit[] = [];
      try {
        (await this.linesOf(file.path)).forEach((line, i) => {
          const message = readMessage(parseLine(line));
          if (matchesQuery(message, query)) {
            hits.push({ conversation, ordinal: file.start + i, message });
          }
        });
      } catch {
        unreadable++;
        return [];
      }
      found += hits.length;
      return hits;
    };
    const index = () => ({ share: 1, finished: true, scanned: 0, unreadable });
    if (units.length === 0) {
      yield { hits: [], total: 0, done: 1, index: index() };
    }
    for await (const step of newestFirst(units, read, signal)) {
      yield { ...step, total: step.done >= 1 ? found : null, index: index() };
    }
  }

  private async wanted(query: Query): Promise<Conversation[]> {
    this.conversationList ??= await this.conversations();
    return this.conversationList.filter(
      (conversation) =>
        query.conversationIds.size === 0 || query.conversationIds.has(conversation.id),
    );
  }

  async attachmentUrl(attachment: Attachment): Promise<string | null> {
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
    let url = this.urls.get(key);
    if (url === undefined) {
      // The type decides what the browser does with it; anything not shown is opaque bytes.
      url = URL.createObjectURL(file.slice(0, file.size, type));
      this.urls.set(key, url);
    }
    return url;
  }
}

/** How many lines a file has. */
async function countLines(file: File): Promise<number> {
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
