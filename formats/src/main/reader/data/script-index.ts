//! The prebuilt search index of static pages: which messages hold a term.

import { at } from '../core/lists.ts';
import type { Query } from '../core/model.ts';
import { fold, indexPrefixes, type Needle } from '../core/text.ts';
import { decodePostings, intersection, union } from './postings.ts';
import type { ScriptFiles } from './script-loader.ts';

/** Terms that are no words begin with a character that no word holds. */
const SENDER = '\u0001s';
const WITH_ATTACHMENT = '\u0001a';
const MESSAGE_ID = '\u0001m';
const SHARDS_AT_ONCE = 40;

/** Term to posting list. */
type Shard = Readonly<Record<string, string>>;

export class ScriptIndex {
  private readonly files: ScriptFiles;

  constructor(files: ScriptFiles) {
    this.files = files;
  }

  /**
   * What the index says of a query: `numbers` are the messages that may be hits, null where it
   * excludes none, and `complete` tells whether it was asked for every part of the query.
   */
  async candidates(
    query: Query,
  ): Promise<{ numbers: readonly number[] | null; complete: boolean }> {
    const lists: (readonly number[])[] = [];
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
      lists.push(await this.exactly(WITH_ATTACHMENT));
    }
    if (query.personIds.size > 0) {
      const senders: (readonly number[])[] = [];
      for (const id of query.personIds) {
        senders.push(await this.exactly(SENDER + shortHash(id)));
      }
      lists.push(union(senders));
    }
    lists.sort((a, b) => a.length - b.length);
    const numbers = lists.length === 0 ? null : lists.reduce(intersection);
    return { numbers, complete };
  }

  /** The numbers of the messages that may have an id. */
  withId(id: string): Promise<readonly number[]> {
    return this.exactly(MESSAGE_ID + shortHash(id));
  }

  /**
   * The messages of a term, or of all terms that begin with it. Null where so many terms begin with
   * it that looking at the messages themselves costs less, as with a single letter.
   */
  private async postings(term: string, asPrefix: boolean): Promise<readonly number[] | null> {
    const firsts = await this.files.keep<string[]>('s/index');
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(firsts, middle) <= term) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const lists: number[][] = [];
    const start = Math.max(0, low - 1);
    for (let shard = start; shard < firsts.length; shard++) {
      const first = at(firsts, shard);
      if (first > term && !(asPrefix && first.startsWith(term))) {
        break;
      }
      if (shard - start >= SHARDS_AT_ONCE) {
        return null;
      }
      const entries = await this.files.load<Shard>(`s/${shard}`);
      for (const [key, list] of Object.entries(entries)) {
        if (key === term || (asPrefix && key.startsWith(term))) {
          lists.push(decodePostings(list));
        }
      }
    }
    return union(lists);
  }

  /** The messages of one term. */
  private async exactly(term: string): Promise<readonly number[]> {
    return (await this.postings(term, false)) ?? [];
  }
}

/** Whether the index alone says that a needle is in a message. */
export function isCertain(needle: Needle): boolean {
  const prefixes = indexPrefixes(needle.text);
  return !needle.phrase && prefixes.length === 1 && prefixes[0] === fold(needle.text);
}

/** 64 bits of a text as 16 hex digits: FNV-1a over its UTF-16 units, from two starting points. */
export function shortHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
