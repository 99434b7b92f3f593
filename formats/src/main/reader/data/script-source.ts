// Static pages that open from the file system, where a browser refuses fetch: every data file is
// a classic script that hands over one piece of JSON text, `afterglow(key, piece, more, text)`.
//
//   data/index.js          whose history it is
//   data/people.js         everybody, as in people.jsonl
//   data/conversations.js  the conversations, as in conversations.jsonl
//   data/pages.js          of each conversation, its pages: [month, part, count, firstAt, lastAt]
//   data/m/N/MONTH-PART.js the messages of one page of conversation N
//   data/s/index.js        the first term of each shard of the search index
//   data/s/N.js            a shard: term to posting list
//   data/losses.js         the loss report
//
// A file of which more follows (`more` is 1) goes on in KEY.2.js, KEY.3.js ...

import { fold, indexPrefixes } from '../core/text.ts';
import { matchesQuery, readConversation, readLoss, readMessage, readPerson } from '../core/message.ts';
import { RecentMap } from '../core/recent.ts';
import { newestFirst, pageOf } from './data-source.ts';
import { decodePostings, intersection, union } from './postings.ts';

/** Terms that are no words begin with a character that no word holds. */
const SENDER = '\u0001s';
const WITH_ATTACHMENT = '\u0001a';
const MESSAGE_ID = '\u0001m';
const SHARDS_AT_ONCE = 40;

/** Loads data files by adding script elements. */
class ScriptLoader {
  constructor() {
    this.waiting = new Map();
    this.policy = globalThis.trustedTypes?.createPolicy('afterglow', {
      createScriptURL: (url) => {
        if (!/^data\/[a-z0-9/.-]+\.js$/.test(url) || url.includes('..')) {
          throw new TypeError(`not a data file: ${url}`);
        }
        return url;
      },
    });
    globalThis.afterglow = (key, piece, more, text) => {
      this.waiting.get(piece === 1 ? key : `${key}.${piece}`)?.({ more, text });
    };
  }

  async load(key) {
    let part = await this.piece(key);
    let text = part.text;
    for (let piece = 2; part.more; piece++) {
      part = await this.piece(`${key}.${piece}`);
      text += part.text;
    }
    return JSON.parse(text);
  }

  piece(name) {
    return new Promise((resolve, reject) => {
      const url = `data/${name}.js`;
      const script = document.createElement('script');
      const done = (act, value) => {
        this.waiting.delete(name);
        script.remove();
        act(value);
      };
      this.waiting.set(name, (value) => done(resolve, value));
      script.onerror = () => done(reject, new Error(url));
      script.onload = () => {
        if (this.waiting.has(name)) {
          done(reject, new Error(url));
        }
      };
      script.src = this.policy ? this.policy.createScriptURL(url) : url;
      document.head.append(script);
    });
  }
}

export class ScriptSource {
  constructor() {
    this.loader = new ScriptLoader();
    this.kept = new Map();
    this.recent = new RecentMap(60);
  }

  /** A file that is kept as long as the page is open. */
  keep(key) {
    if (!this.kept.has(key)) {
      this.kept.set(key, this.loader.load(key));
    }
    return this.kept.get(key);
  }

  /** A file that may be forgotten and loaded again. */
  load(key) {
    let loading = this.recent.get(key);
    if (!loading) {
      loading = this.loader.load(key);
      this.recent.set(key, loading);
      loading.catch(() => this.recent.delete(key));
    }
    return loading;
  }

  describe() {
    return this.keep('index');
  }

  async people() {
    return (await this.keep('people')).map(readPerson);
  }

  async conversations() {
    return (await this.keep('conversations')).map(readConversation);
  }

  async losses() {
    return (await this.keep('losses')).map(readLoss);
  }

  /** Each conversation's pages, with the number of its first message in the whole history. */
  async table() {
    this.tables ??= this.keep('pages').then((all) => {
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

  async pages(conversation) {
    return (await this.table())[conversation.index].pages;
  }

  async messages(conversation, number) {
    const page = (await this.pages(conversation))[number];
    const json = await this.load(`m/${conversation.index}/${page.month}-${page.part}`);
    return json.map(readMessage);
  }

  async ordinalAt(conversation, time) {
    const pages = await this.pages(conversation);
    const number = pages.findIndex((page) => page.lastAt >= time);
    if (number < 0) {
      return Math.max(0, conversation.count - 1);
    }
    const messages = await this.messages(conversation, number);
    return pages[number].start + messages.findIndex((message) => message.sentAt >= time);
  }

  async locate(conversation, id) {
    const { base, count, pages } = (await this.table())[conversation.index];
    const numbers = await this.postings(MESSAGE_ID + shortHash(id), false);
    for (const number of numbers) {
      const ordinal = number - base;
      if (ordinal >= 0 && ordinal < count) {
        const page = pageOf(pages, ordinal);
        const message = (await this.messages(conversation, page))[ordinal - pages[page].start];
        if (message?.id === id) {
          return ordinal;
        }
      }
    }
    return -1;
  }

  async *search(query, signal) {
    const tables = await this.table();
    const { numbers: candidates, complete } = await this.candidates(query);
    if (signal.aborted) {
      return;
    }
    const units = await this.units(query, tables, candidates);
    const whole = units.every((unit) => unit.whole);
    const certain = complete && whole && query.needles.every((needle) => isCertain(needle));
    const total = certain ? units.reduce((sum, unit) => sum + unit.numbers.length, 0) : null;
    let found = 0;
    const read = async (unit) => {
      const messages = await this.messages(unit.conversation, unit.page);
      const hits = [];
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

  /**
   * What the index says of a query: `numbers` are the messages that may be hits, null where it
   * excludes none, and `complete` tells whether it was asked for every part of the query.
   */
  async candidates(query) {
    const lists = [];
    let complete = true;
    for (const needle of query.needles) {
      for (const prefix of indexPrefixes(needle.text)) {
        const list = await this.postings(prefix, true);
        if (list) {
          lists.push(list);
        } else {
          complete = false;
        }
      }
    }
    if (query.withAttachment) {
      lists.push(await this.postings(WITH_ATTACHMENT, false));
    }
    if (query.personIds.size > 0) {
      const senders = [];
      for (const id of query.personIds) {
        senders.push(await this.postings(SENDER + shortHash(id), false));
      }
      lists.push(union(senders));
    }
    lists.sort((a, b) => a.length - b.length);
    const numbers = lists.length === 0 ? null : lists.reduce((a, b) => intersection(a, b));
    return { numbers, complete };
  }

  /** The pages to look at, each with the ordinals the index names there. */
  async units(query, tables, candidates) {
    this.conversationList ??= await this.conversations();
    const units = [];
    let at = 0;
    for (const conversation of this.conversationList) {
      const { base, pages } = tables[conversation.index];
      const wanted =
        query.conversationIds.size === 0 || query.conversationIds.has(conversation.id);
      pages.forEach((page, number) => {
        const end = base + page.start + page.count;
        const from = at;
        if (candidates) {
          while (at < candidates.length && candidates[at] < end) {
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

  /**
   * The messages of a term, or of all terms that begin with it. Null where so many terms begin with
   * it that looking at the messages themselves costs less, as with a single letter.
   */
  async postings(term, asPrefix) {
    const firsts = await this.keep('s/index');
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= term) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const lists = [];
    const start = Math.max(0, low - 1);
    for (let shard = start; shard < firsts.length; shard++) {
      const beyond = asPrefix
        ? firsts[shard] > term && !firsts[shard].startsWith(term)
        : firsts[shard] > term;
      if (beyond) {
        break;
      }
      if (shard - start >= SHARDS_AT_ONCE) {
        return null;
      }
      const entries = await this.load(`s/${shard}`);
      for (const [key, list] of Object.entries(entries)) {
        if (key === term || (asPrefix && key.startsWith(term))) {
          lists.push(decodePostings(list));
        }
      }
    }
    return union(lists);
  }

  async attachmentUrl(attachment) {
    return attachment.path && /^media\/[0-9a-f/]+\/[^/\\]+$/.test(attachment.path)
      ? attachment.path.split('/').map(encodeURIComponent).join('/')
      : null;
  }
}

/** Whether the index alone says that a needle is in a message. */
function isCertain(needle) {
  const prefixes = indexPrefixes(needle.text);
  return !needle.phrase && prefixes.length === 1 && prefixes[0] === fold(needle.text);
}

/** 64 bits of a text as 16 hex digits: FNV-1a over its UTF-16 units, from two starting points. */
export function shortHash(text) {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
