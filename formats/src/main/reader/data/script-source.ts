//! Static pages that open from the file system, where a browser refuses fetch: every data file is
//! a classic script that hands over one piece of JSON text, `afterglow(key, piece, more, text)`.
//!
//!   data/index.js          whose history it is
//!   data/people.js         everybody, as in people.jsonl
//!   data/conversations.js  the conversations, as in conversations.jsonl
//!   data/pages.js          of each conversation, its pages: [month, part, count, firstAt, lastAt]
//!   data/m/N/MONTH-PART.js the messages of one page of conversation N
//!   data/s/index.js        the first term of each shard of the search index
//!   data/s/N.js            a shard: term to posting list
//!   data/losses.js         the loss report
//!
//! A file of which more follows (`more` is 1) goes on in KEY.2.js, KEY.3.js ...

import { at as entryAt } from '../core/lists.ts';
import {
  matchesQuery,
  readConversation,
  readLoss,
  readMessage,
  readPerson,
} from '../core/message.ts';
import type { Attachment, Conversation, Loss, Message, Person, Query } from '../core/model.ts';
import { pagesDescription } from './archive-description.ts';
import {
  newestFirst,
  pageOf,
  type DataSource,
  type Description,
  type Found,
  type Hit,
  type Page,
} from './data-source.ts';
import { ScriptIndex, isCertain } from './script-index.ts';
import { ScriptFiles } from './script-loader.ts';

/** A page, and the name of its file. */
interface ScriptPage extends Page {
  readonly month: string;
  readonly part: number;
}

/** A conversation's pages, with the number of its first message in the whole history. */
interface Table {
  readonly base: number;
  readonly count: number;
  readonly pages: readonly ScriptPage[];
}

/** A page to look at, with the ordinals the index names there. */
interface Unit {
  readonly conversation: Conversation;
  readonly page: number;
  readonly start: number;
  readonly lastAt: number;
  readonly numbers: readonly number[];
  /** Whether all of the page lies in the time that is asked for. */
  readonly whole: boolean;
}

type PageLine = readonly [
  month: string,
  part: number,
  count: number,
  firstAt: number,
  lastAt: number,
];

export class ScriptSource implements DataSource {
  private readonly files = new ScriptFiles();
  private readonly index = new ScriptIndex(this.files);
  private tables: Promise<Table[]> | undefined;
  private conversationList: Conversation[] | undefined;

  async describe(): Promise<Description> {
    return pagesDescription(await this.files.keep('index'));
  }

  async people(): Promise<Person[]> {
    return (await this.files.keep<unknown[]>('people')).map(readPerson);
  }

  async conversations(): Promise<Conversation[]> {
    return (await this.files.keep<unknown[]>('conversations')).map(readConversation);
  }

  async losses(): Promise<Loss[]> {
    return (await this.files.keep<unknown[]>('losses')).map(readLoss);
  }

  private table(): Promise<Table[]> {
    this.tables ??= this.files.keep<PageLine[][]>('pages').then((all) => {
      let base = 0;
      return all.map((pages) => {
        let start = 0;
        const table = pages.map(([month, part, count, firstAt, lastAt]) => {
          const page = { month, part, start, count, firstAt, lastAt };
          start += count;
          return page;
        });
        const entry = { base, count: start, pages: table };
        base += start;
        return entry;
      });
    });
    return this.tables;
  }

  private async tableOf(conversation: Conversation): Promise<Table> {
    return entryAt(await this.table(), conversation.index);
  }

  async pages(conversation: Conversation): Promise<Page[]> {
    return [...(await this.tableOf(conversation)).pages];
  }

  async messages(conversation: Conversation, number: number): Promise<Message[]> {
    const page = entryAt((await this.tableOf(conversation)).pages, number);
    const json = await this.files.load<unknown[]>(`m/${conversation.index}/${page.month}-${page.part}`);
    return json.map(readMessage);
  }

  async ordinalAt(conversation: Conversation, time: number): Promise<number> {
    const pages = await this.pages(conversation);
    const number = pages.findIndex((page) => page.lastAt >= time);
    if (number < 0) {
      return Math.max(0, conversation.count - 1);
    }
    const messages = await this.messages(conversation, number);
    return entryAt(pages, number).start + messages.findIndex((message) => message.sentAt >= time);
  }

  async locate(conversation: Conversation, id: string): Promise<number> {
    const { base, count, pages } = await this.tableOf(conversation);
    for (const number of await this.index.withId(id)) {
      const ordinal = number - base;
      if (ordinal >= 0 && ordinal < count) {
        const page = pageOf(pages, ordinal);
        const message = (await this.messages(conversation, page))[ordinal - entryAt(pages, page).start];
        if (message?.id === id) {
          return ordinal;
        }
      }
    }
    return -1;
  }

  async *search(query: Query, signal: AbortSignal): AsyncGenerator<Found, void> {
    const tables = await this.table();
    const { numbers: candidates, complete } = await this.index.candidates(query);
    if (signal.aborted) {
      return;
    }
    const units = await this.units(query, tables, candidates);
    const whole = units.every((unit) => unit.whole);
    const certain = complete && whole && query.needles.every((needle) => isCertain(needle));
    const total = certain ? units.reduce((sum, unit) => sum + unit.numbers.length, 0) : null;
    let found = 0;
    const read = async (unit: Unit) => {
      const messages = await this.messages(unit.conversation, unit.page);
      const hits: Hit[] = [];
      for (const ordinal of unit.numbers) {
        const message = messages[ordinal - unit.start];
        if (message && matchesQuery(message, query)) {
          hits.push({ conversation: unit.conversation, ordinal, message });
        }
      }
      found += hits.length;
      return hits;
    };
    if (units.length === 0) {
      yield { hits: [], total: 0, done: 1 };
    }
    for await (const step of newestFirst(units, read, signal)) {
      yield { ...step, total: total ?? (step.done >= 1 ? found : null) };
    }
  }

  /** The pages to look at, each with the ordinals the index names there. */
  private async units(
    query: Query,
    tables: readonly Table[],
    candidates: readonly number[] | null,
  ): Promise<Unit[]> {
    this.conversationList ??= await this.conversations();
    const units: Unit[] = [];
    let at = 0;
    for (const conversation of this.conversationList) {
      const { base, pages } = entryAt(tables, conversation.index);
      const wanted =
        query.conversationIds.size === 0 || query.conversationIds.has(conversation.id);
      pages.forEach((page, number) => {
        const end = base + page.start + page.count;
        const from = at;
        if (candidates) {
          while (at < candidates.length && entryAt(candidates, at) < end) {
            at++;
          }
        }
        const early = query.since !== null && page.lastAt < query.since;
        const late = query.until !== null && page.firstAt >= query.until;
        if (!wanted || early || late || (candidates && from === at)) {
          return;
        }
        units.push({
          conversation,
          page: number,
          start: page.start,
          lastAt: page.lastAt,
          numbers: candidates
            ? candidates.slice(from, at).map((value) => value - base)
            : Array.from({ length: page.count }, (_, i) => page.start + i),
          whole:
            (query.since === null || page.firstAt >= query.since) &&
            (query.until === null || page.lastAt < query.until),
        });
      });
    }
    return units;
  }

  async attachmentUrl(attachment: Attachment): Promise<string | null> {
    return attachment.path && /^media\/[0-9a-f/]+\/[^/\\]+$/.test(attachment.path)
      ? attachment.path.split('/').map(encodeURIComponent).join('/')
      : null;
  }
}
