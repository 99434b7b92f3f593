// The boundary between what is shown and where it comes from. The page knows only this interface;
// static pages, an unpacked archive and a live server each implement it.
//
// Messages of a conversation are numbered from 0 by (time, id): their ordinal. A page is a
// contiguous range of ordinals; pages are small (some hundred messages), so that the list can grow
// in both directions from any place and never has to load what nobody looks at.

/**
 * @typedef {object} Page
 * @property {number} start ordinal of its first message
 * @property {number} count how many messages it holds, at least 1
 * @property {number} firstAt when its first message was sent, ms since 1970 UTC
 * @property {number} lastAt when its last message was sent
 */

/**
 * @typedef {object} Found what a search yields, newest first
 * @property {{conversation: object, ordinal: number, message: object}[]} hits
 * @property {number|null} total how many there are in all, null while nobody knows
 * @property {number} done share of the work that is done, 0 to 1
 * @property {IndexState} [index] how far the index was, where it is still being made
 */

/**
 * @typedef {object} IndexState
 * @property {number} share share of all messages that can be found, 0 to 1
 * @property {boolean} finished whether it doesn't grow any more
 * @property {number} scanned messages that are looked at one by one, because the index was full
 * @property {number} unreadable message files that could not be read
 */

/**
 * @typedef {object} DataSource
 * @property {() => Promise<object>} describe whose history it is: accounts, balance, created, zone,
 *     language, lossCount
 * @property {() => Promise<object[]>} people
 * @property {() => Promise<object[]>} conversations in the archive's order, `index` set
 * @property {(conversation: object) => Promise<Page[]>} pages contiguous and in order
 * @property {(conversation: object, page: number) => Promise<object[]>} messages of one page
 * @property {(conversation: object, id: string) => Promise<number>} locate ordinal of a message of
 *     this conversation, -1 where it isn't there
 * @property {(conversation: object, time: number) => Promise<number>} ordinalAt ordinal of the first
 *     message sent at or after a time, the last message's where none is
 * @property {(query: object, signal: AbortSignal) => AsyncGenerator<Found>} search lazily: nothing
 *     more is read until the next result is asked for
 * @property {(listener: (state: IndexState) => void) => void} [watchIndex] where there is an index
 *     in the making
 * @property {(attachment: object) => Promise<string|null>} attachmentUrl for an element's src or
 *     href; null where the content isn't there
 * @property {() => Promise<object[]>} losses
 */

/** The page that holds an ordinal. */
export function pageOf(pages, ordinal) {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pages[middle].start <= ordinal) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

const UNITS_AT_ONCE = 4;

/**
 * Reads units of a history (pages, files) so that their hits come out newest first over all
 * conversations, though no unit is read before it has to be: the units are taken by the time of
 * their newest message, and a hit is let out once no unread unit can hold a newer one.
 *
 * @param {{lastAt: number}[]} units
 * @param {(unit: object) => Promise<object[]>} read the hits of one unit, in any order
 * @param {AbortSignal} signal
 */
export async function* newestFirst(units, read, signal) {
  const waiting = [...units].sort((a, b) => b.lastAt - a.lastAt);
  const reading = [];
  let held = [];
  for (let i = 0; i < waiting.length; i++) {
    while (reading.length < Math.min(waiting.length, i + UNITS_AT_ONCE)) {
      const unit = read(waiting[reading.length]);
      // A failure is told when its turn comes, if it comes.
      unit.catch(() => {});
      reading.push(unit);
    }
    const hits = await reading[i];
    reading[i] = null;
    if (signal.aborted) {
      return;
    }
    held.push(...hits);
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

/** Which media types are shown in the page; everything else is only ever saved. */
export function shownAs(attachment) {
  const type = (attachment.mediaType ?? '').toLowerCase().split(';')[0].trim();
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

const TYPES = {
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

function typeByName(name) {
  const ending = /\.([a-z0-9]{2,5})$/i.exec(name ?? '')?.[1]?.toLowerCase();
  return ending && Object.hasOwn(TYPES, ending) ? TYPES[ending] : '';
}

/** A file's name for reading: direction marks would make it read otherwise than it is. */
export function readableFileName(name) {
  return name === null ? null : name.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '');
}

/**
 * A name under which any system saves a file: no path, no control or direction characters, none
 * of Windows' reserved names, not too long.
 */
export function safeFileName(name, fallback) {
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
