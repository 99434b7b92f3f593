// An encrypted archive, served piece by piece by the program that decrypts it, on this machine.
// Each request carries the session's key; the cookie beside it is the browser's own business.

import { readConversation, readLoss, readMessage, readPerson } from '../core/message.ts';
import { RecentMap } from '../core/recent.ts';
import { archiveDescription } from './archive-description.ts';
import { shownAs } from './data-source.ts';

const KEY_HEADER = 'X-Afterglow-Key';
const KEPT_KEY = 'afterglow.key';
const HITS_AN_ANSWER = 30;
const PAGES_KEPT = 40;

/**
 * The session's key: for the secret in the address, which works once and is taken out of it, or
 * the one this window has. Null where there is none.
 */
export async function openSession() {
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

export class LiveSource {
  constructor(key) {
    this.key = key;
    this.tables = new Map();
    this.recent = new RecentMap(PAGES_KEPT);
    this.listeners = new Set();
    this.index = null;
    /** Fulfilled once the program is gone. */
    this.ended = this.listen();
  }

  async ask(path, options = {}) {
    const answer = await fetch(path, { ...options, headers: { [KEY_HEADER]: this.key } });
    if (!answer.ok) {
      throw new LiveProblem((await answer.text()).trim());
    }
    return answer;
  }

  async json(path) {
    return (await this.ask(path)).json();
  }

  async lines(path, options) {
    const text = await (await this.ask(path, options)).text();
    return text.split('\n').filter((line) => line !== '');
  }

  /** Hears how far the index is, for as long as the program is there. */
  async listen() {
    for (let failures = 0; failures < 2; failures++) {
      try {
        const answer = await this.ask('/api/events');
        failures = 0;
        await this.hear(answer.body.pipeThrough(new TextDecoderStream()).getReader());
      } catch {
        // Tried once more: a machine that slept loses connections too.
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }

  async hear(reader) {
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines.filter(Boolean)) {
        this.note(JSON.parse(line));
      }
    }
  }

  note(index) {
    this.index = index;
    for (const listener of this.listeners) {
      listener(index);
    }
  }

  /** Calls the listener with how far the index is, now and whenever that changes. */
  watchIndex(listener) {
    this.listeners.clear();
    this.listeners.add(listener);
    if (this.index) {
      listener(this.index);
    }
  }

  async describe() {
    return archiveDescription(await this.json('/api/description'));
  }

  async people() {
    return (await this.lines('/api/people')).map((line) => readPerson(parse(line)));
  }

  async conversations() {
    const lines = await this.lines('/api/conversations');
    this.all = lines.map((line, index) => readConversation(parse(line), index));
    return this.all;
  }

  async losses() {
    this.lossList ??= (await this.lines('/api/losses')).map((line) => readLoss(parse(line)));
    return this.lossList;
  }

  pages(conversation) {
    let table = this.tables.get(conversation.index);
    if (!table) {
      table = this.json(`/api/pages?c=${conversation.index}`).then((pages) =>
        pages.map(([start, count, firstAt, lastAt]) => ({ start, count, firstAt, lastAt })),
      );
      table.catch(() => this.tables.delete(conversation.index));
      this.tables.set(conversation.index, table);
    }
    return table;
  }

  async messages(conversation, number) {
    const key = `${conversation.index}/${number}`;
    let messages = this.recent.get(key);
    if (!messages) {
      const { start, count } = (await this.pages(conversation))[number];
      messages = this.lines(`/api/messages?c=${conversation.index}&start=${start}&count=${count}`).then(
        (lines) => lines.map((line) => readMessage(parse(line))),
      );
      messages.catch(() => this.recent.delete(key));
      this.recent.set(key, messages);
    }
    return messages;
  }

  ordinalAt(conversation, time) {
    return this.json(`/api/ordinal?c=${conversation.index}&time=${time}`);
  }

  async locate(conversation, id) {
    // What is answered mostly stands on a page that is there already.
    const pages = await this.pages(conversation);
    for (let number = pages.length - 1; number >= 0; number--) {
      const known = this.recent.entries.get(`${conversation.index}/${number}`);
      if (known) {
        const within = (await known).findIndex((message) => message.id === id);
        if (within >= 0) {
          return pages[number].start + within;
        }
      }
    }
    return this.json(`/api/locate?c=${conversation.index}&id=${encodeURIComponent(id)}`);
  }

  async *search(query, signal) {
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
      next: null,
    };
    do {
      const lines = await this.lines('/api/search', { method: 'POST', body: JSON.stringify(asked), signal });
      if (signal.aborted) {
        return;
      }
      const answer = JSON.parse(lines[0]);
      yield {
        hits: answer.hits.map(([c, ordinal], i) => ({
          conversation: this.all[c],
          ordinal,
          message: readMessage(parse(lines[i + 1] ?? '')),
        })),
        total: answer.total < 0 ? null : answer.total,
        done: answer.done,
        index: answer.index,
      };
      asked.next = answer.next;
    } while (asked.next !== null);
  }

  async attachmentUrl(attachment) {
    if (!attachment.sha256 || attachment.status !== 'present') {
      return null;
    }
    const { type } = shownAs(attachment);
    return `/attachment/${attachment.sha256}?k=${this.key}&as=${encodeURIComponent(type)}`;
  }
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
