//! The boundary between what is shown and where it comes from. The page knows only this interface;
//! static pages, an unpacked archive and a live server each implement it.
//!
//! Messages of a conversation are numbered from 0 by (time, id): their ordinal. A page is a
//! contiguous range of ordinals; pages are small (some hundred messages), so that the list can grow
//! in both directions from any place and never has to load what nobody looks at.

import { at } from '../core/lists.ts';
import type { Attachment, Conversation, Loss, Message, Person, Query } from '../core/model.ts';

export interface Page {
  /** Ordinal of its first message. */
  readonly start: number;
  /** How many messages it holds, at least 1. */
  readonly count: number;
  /** When its first message was sent, ms since 1970 UTC. */
  readonly firstAt: number;
  /** When its last message was sent. */
  readonly lastAt: number;
}

/** A message that a search found. */
export interface Hit {
  readonly conversation: Conversation;
  readonly ordinal: number;
  readonly message: Message;
}

/** What a search yields, newest first. */
export interface Found {
  readonly hits: readonly Hit[];
  /** How many there are in all, null while nobody knows. */
  readonly total: number | null;
  /** Share of the work that is done, 0 to 1. */
  readonly done: number;
  /** How far the index was, where it is still being made. */
  readonly index?: IndexState;
}

export interface IndexState {
  /** Share of all messages that can be found, 0 to 1. */
  readonly share: number;
  /** Whether it doesn't grow any more. */
  readonly finished: boolean;
  /** Messages that are looked at one by one, because the index was full. */
  readonly scanned: number;
  /** Message files that could not be read. */
  readonly unreadable: number;
}

/** How many items of each kind were found, carried over and lost. */
export type Balance = ReadonlyMap<
  string,
  { readonly found: number; readonly carried: number; readonly lost: number }
>;

/** Whose history it is. */
export interface Description {
  readonly accounts: readonly {
    readonly name: string | null;
    readonly application: string | null;
    readonly applicationVersion: string | null;
  }[];
  readonly balance: Balance | null;
  readonly lossCount: number;
  /** The zone and language to begin with; null where the person's own are as good as any. */
  readonly zone: string | null;
  readonly language: string | null;
}

export interface DataSource {
  describe(): Promise<Description>;
  people(): Promise<Person[]>;
  /** In the archive's order, which is their `index`. */
  conversations(): Promise<Conversation[]>;
  /** Contiguous and in order. */
  pages(conversation: Conversation): Promise<Page[]>;
  /** The messages of one page. */
  messages(conversation: Conversation, page: number): Promise<Message[]>;
  /** Ordinal of a message of this conversation, -1 where it isn't there. */
  locate(conversation: Conversation, id: string): Promise<number>;
  /** Ordinal of the first message sent at or after a time, the last message's where none is. */
  ordinalAt(conversation: Conversation, time: number): Promise<number>;
  /** Lazily: nothing more is read until the next result is asked for. */
  search(query: Query, signal: AbortSignal): AsyncGenerator<Found, void>;
  /** Where there is an index in the making. */
  watchIndex?(listener: (state: IndexState) => void): void;
  /** For an element's src or href; null where the content isn't there. */
  attachmentUrl(attachment: Attachment): Promise<string | null>;
  losses(): Promise<Loss[]>;
}

/** The page that holds an ordinal. */
export function pageOf(pages: readonly Pick<Page, 'start'>[], ordinal: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(pages, middle).start <= ordinal) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

const UNITS_AT_ONCE = 4;
/** Stands for hits that were let out, so that they can be forgotten. */
const DONE: Promise<never[]> = Promise.resolve([]);

/** What of a hit says where it comes. */
interface Timed {
  readonly ordinal: number;
  readonly message: { readonly sentAt: number };
}

/**
 * Reads units of a history (pages, files) so that their hits come out newest first over all
 * conversations, though no unit is read before it has to be: the units are taken by the time of
 * their newest message, and a hit is let out once no unread unit can hold a newer one.
 * `read` gives the hits of one unit, in any order.
 */
export async function* newestFirst<U extends { readonly lastAt: number }, H extends Timed>(
  units: readonly U[],
  read: (unit: U) => Promise<readonly H[]>,
  signal: AbortSignal,
): AsyncGenerator<{ hits: H[]; done: number }, void> {
  const waiting = [...units].sort((a, b) => b.lastAt - a.lastAt);
  const reading: Promise<readonly H[]>[] = [];
  let held: H[] = [];
  for (let i = 0; i < waiting.length; i++) {
    while (reading.length < Math.min(waiting.length, i + UNITS_AT_ONCE)) {
      const unit = read(at(waiting, reading.length));
      // A failure is told when its turn comes, if it comes.
      unit.catch(() => {});
      reading.push(unit);
    }
    const hits = await at(reading, i);
    reading[i] = DONE;
    if (signal.aborted) {
      return;
    }
    // A unit of a hundred thousand hits is more than one call takes as its arguments.
    held = held.concat(hits);
    held.sort((a, b) => b.message.sentAt - a.message.sentAt || b.ordinal - a.ordinal);
    const next = waiting[i + 1]?.lastAt ?? -Infinity;
    let ready = held.findIndex((hit) => hit.message.sentAt < next);
    if (ready < 0) {
      ready = held.length;
    }
    yield { hits: held.slice(0, ready), done: (i + 1) / waiting.length };
    held = held.slice(ready);
  }
}

/** How an attachment is shown, and the type it is given out as. */
export interface Shown {
  readonly how: 'picture' | 'audio' | 'video' | 'document';
  readonly type: string;
}

/** Which media types are shown in the page; everything else is only ever saved. */
export function shownAs(attachment: Pick<Attachment, 'mediaType' | 'name'>): Shown {
  const type = (attachment.mediaType ?? '').toLowerCase().split(';', 1).join('').trim();
  const guessed = type && type !== 'application/octet-stream' ? type : typeByName(attachment.name);
  if (/^image\/(png|jpe?g|pjpeg|gif|webp|avif|bmp|x-ms-bmp)$/.test(guessed)) {
    return { how: 'picture', type: guessed };
  }
  if (/^audio\/[\w.+-]+$/.test(guessed)) {
    return { how: 'audio', type: guessed };
  }
  if (/^video\/[\w.+-]+$/.test(guessed)) {
    return { how: 'video', type: guessed };
  }
  return { how: 'document', type: 'application/octet-stream' };
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

function typeByName(name: string | null): string {
  const ending = /\.([a-z0-9]{2,5})$/i.exec(name ?? '')?.[1]?.toLowerCase();
  return (ending && Object.hasOwn(TYPES, ending) && TYPES[ending]) || '';
}

/** A file's name for reading: direction marks would make it read otherwise than it is. */
export function readableFileName(name: string): string;
export function readableFileName(name: string | null): string | null;
export function readableFileName(name: string | null): string | null {
  return name === null ? null : name.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '');
}

/**
 * A name under which any system saves a file: no path, no control or direction characters, none
 * of Windows' reserved names, not too long.
 */
export function safeFileName(name: string | null, fallback: string): string {
  let safe = (name ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const dot = safe.lastIndexOf('.');
  const ending = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : '';
  const stem = [...safe.slice(0, safe.length - ending.length)].slice(0, 100 - ending.length);
  safe = stem.join('') + ending;
  if (/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i.test(safe)) {
    safe = `_${safe}`;
  }
  return safe || fallback;
}
