//! An encrypted archive, served piece by piece by the program that decrypts it, on this machine.
//! Each request carries the session's key; the cookie beside it is the browser's own business.

import { at } from '../core/lists.ts';
import { readConversation, readLoss, readMessage, readPerson } from '../core/message.ts';
import type { Attachment, Conversation, Loss, Message, Person, Query } from '../core/model.ts';
import { RecentMap } from '../core/recent.ts';
import { archiveDescription } from './archive-description.ts';
import {
  shownAs,
  type DataSource,
  type Description,
  type Found,
  type IndexState,
  type Page,
} from './data-source.ts';
import { linesOf, parseLine } from './json.ts';

const KEY_HEADER = 'X-Afterglow-Key';
const KEPT_KEY = 'afterglow.key';
const HITS_AN_ANSWER = 30;
const PAGES_KEPT = 40;

/**
 * The session's key: for the secret in the address, which works once and is taken out of it, or
 * the one this window has. Null where there is none.
 */
export async function openSession(): Promise<string | null> {
  const secret = /^#t=([\w-]+)$/.exec(location.hash)?.[1];
  if (secret) {
    history.replaceState(null, '', location.pathname);
    const answer = await fetch('/session', { method: 'POST', body: secret });
    if (!answer.ok) {
      return null;
    }
    sessionStorage.setItem(KEPT_KEY, await answer.text());
  }
  return sessionStorage.getItem(KEPT_KEY);
}

/** What the program says is wrong with the archive. */
class LiveProblem extends Error {}

/** The answer's first line; the hits' messages stand in the lines that follow. */
interface SearchAnswer {
  /** Conversation and ordinal of each hit. */
  readonly hits: readonly (readonly [conversation: number, ordinal: number])[];
  /** -1 while nobody knows. */
  readonly total: number;
  readonly done: number;
  readonly index: IndexState;
  /** What to ask for the next hits with; null where there are no more. */
  readonly next: unknown;
}

type PageLine = readonly [start: number, count: number, firstAt: number, lastAt: number];

export class LiveSource implements DataSource {
  /** Fulfilled once the program is gone. */
  readonly ended: Promise<void>;
  private readonly key: string;
  private readonly tables = new Map<number, Promise<Page[]>>();
  private readonly recent = new RecentMap<string, Promise<Message[]>>(PAGES_KEPT);
  private listener: (index: IndexState) => void = () => {};
  private index: IndexState | null = null;
  private all: Conversation[] = [];
  private lossList: Loss[] | undefined;

  constructor(key: string) {
    this.key = key;
    this.ended = this.listen();
  }

  private async ask(path: string, options: RequestInit = {}): Promise<Response> {
    const answer = await fetch(path, { ...options, headers: { [KEY_HEADER]: this.key } });
    if (!answer.ok) {
      throw new LiveProblem((await answer.text()).trim());
    }
    return answer;
  }

  /** What the program says is taken at its word: it is the same program's page. */
  private async json<T>(path: string): Promise<T> {
    return (await this.ask(path)).json() as Promise<T>;
  }

  private async lines(path: string, options?: RequestInit): Promise<string[]> {
    return linesOf(await (await this.ask(path, options)).text());
  }

  /** Hears how far the index is, for as long as the program is there. */
  private async listen(): Promise<void> {
    for (let failures = 0; failures < 2; failures++) {
      try {
        const answer = await this.ask('/api/events');
        failures = 0;
        if (answer.body) {
          await this.hear(answer.body);
        }
      } catch {
        // Tried once more: a machine that slept loses connections too.
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }

  private async hear(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter(Boolean)) {
        this.index = JSON.parse(line) as IndexState;
        this.listener(this.index);
      }
    }
  }

  /** Calls the listener with how far the index is, now and whenever that changes. */
  watchIndex(listener: (index: IndexState) => void): void {
    this.listener = listener;
    if (this.index) {
      listener(this.index);
    }
  }

  async describe(): Promise<Description> {
    const answer = await this.ask('/api/description');
    // The program was started in this language, which need not be the browser's.
    const language = answer.headers.get('Content-Language');
    return { ...archiveDescription(await answer.json()), language };
  }

  async people(): Promise<Person[]> {
    return (await this.lines('/api/people')).map((line) => readPerson(parseLine(line)));
  }

  async conversations(): Promise<Conversation[]> {
    const lines = await this.lines('/api/conversations');
    this.all = lines.map((line, index) => readConversation(parseLine(line), index));
    return this.all;
  }

  async losses(): Promise<Loss[]> {
    this.lossList ??= (await this.lines('/api/losses')).map((line) => readLoss(parseLine(line)));
    return this.lossList;
  }

  pages(conversation: Conversation): Promise<Page[]> {
    let table = this.tables.get(conversation.index);
    if (!table) {
      table = this.json<PageLine[]>(`/api/pages?c=${conversation.index}`).then((pages) =>
        pages.map(([start, count, firstAt, lastAt]) => ({ start, count, firstAt, lastAt })),
      );
      table.catch(() => this.tables.delete(conversation.index));
      this.tables.set(conversation.index, table);
    }
    return table;
  }

  async messages(conversation: Conversation, number: number): Promise<Message[]> {
    const key = `${conversation.index}/${number}`;
    let messages = this.recent.get(key);
    if (!messages) {
      const { start, count } = at(await this.pages(conversation), number);
      messages = this.lines(`/api/messages?c=${conversation.index}&start=${start}&count=${count}`).then(
        (lines) => lines.map((line) => readMessage(parseLine(line))),
      );
      messages.catch(() => this.recent.delete(key));
      this.recent.set(key, messages);
    }
    return messages;
  }

  ordinalAt(conversation: Conversation, time: number): Promise<number> {
    return this.json(`/api/ordinal?c=${conversation.index}&time=${time}`);
  }

  async locate(conversation: Conversation, id: string): Promise<number> {
    // What is answered mostly stands on a page that is there already.
    const pages = await this.pages(conversation);
    for (const [number, page] of [...pages.entries()].reverse()) {
      const known = this.recent.peek(`${conversation.index}/${number}`);
      if (known) {
        const within = (await known).findIndex((message) => message.id === id);
        if (within >= 0) {
          return page.start + within;
        }
      }
    }
    return this.json(`/api/locate?c=${conversation.index}&id=${encodeURIComponent(id)}`);
  }

  async *search(query: Query, signal: AbortSignal): AsyncGenerator<Found, void> {
    const asked = {
      text: query.typed,
      people: [...query.personIds],
      conversations: this.all
        .filter((conversation) => query.conversationIds.has(conversation.id))
        .map((conversation) => conversation.index),
      since: query.since,
      until: query.until,
      withFiles: query.withAttachment,
      most: HITS_AN_ANSWER,
      next: null as unknown,
    };
    do {
      const lines = await this.lines('/api/search', { method: 'POST', body: JSON.stringify(asked), signal });
      if (signal.aborted) {
        return;
      }
      const answer = JSON.parse(at(lines, 0)) as SearchAnswer;
      yield {
        hits: answer.hits.map(([c, ordinal], i) => ({
          conversation: at(this.all, c),
          ordinal,
          message: readMessage(parseLine(lines[i + 1] ?? '')),
        })),
        total: answer.total < 0 ? null : answer.total,
        done: answer.done,
        index: answer.index,
      };
      asked.next = answer.next;
    } while (asked.next !== null);
  }

  async attachmentUrl(attachment: Attachment): Promise<string | null> {
    if (!attachment.sha256 || attachment.status !== 'present') {
      return null;
    }
    const { type } = shownAs(attachment);
    return `/attachment/${attachment.sha256}?k=${this.key}&as=${encodeURIComponent(type)}`;
  }
}
