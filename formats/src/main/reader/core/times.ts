//! Times: always kept in UTC, always shown in the zone the person chose, and the zone is said.

import { currentLocale } from './words.js';

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
let formats = new Map<string, Intl.DateTimeFormat>();
let formatsLocale = '';

/** The zone of this computer. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Chooses the zone; false where the browser doesn't know it. */
export function setZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  zone = name;
  formats = new Map();
  return true;
}

/** The zone in use. */
export function currentZone(): string {
  return zone;
}

/** `locale` stands for another than the chosen one. */
type Format = Intl.DateTimeFormatOptions & { locale?: string };

function format(name: string, { locale, ...options }: Format): Intl.DateTimeFormat {
  if (formatsLocale !== currentLocale()) {
    formats = new Map();
    formatsLocale = currentLocale();
  }
  let found = formats.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(locale ?? currentLocale(), {
      timeZone: zone,
      ...options,
    });
    formats.set(name, found);
  }
  return found;
}

/** `14:07`, or `2:07 PM` where the language writes it so. */
export function formatTime(ms: number): string {
  return format('time', { hour: 'numeric', minute: '2-digit' }).format(ms);
}

/** `Tuesday 4 May 2021`. */
export function formatDay(ms: number): string {
  return format('day', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(ms);
}

/** `4 May 2021`. */
export function formatDate(ms: number): string {
  return format('date', { day: 'numeric', month: 'short', year: 'numeric' }).format(ms);
}

/** Date, time to the second, and the zone's offset. */
export function formatExact(ms: number): string {
  return format('exact', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  }).format(ms);
}

/** `2021-05-04` in the chosen zone: equal for two times of one day. */
export function dayKey(ms: number): string {
  return format('key', {
    locale: 'en-CA',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(ms);
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31556952000],
  ['month', 2629746000],
  ['week', 604800000],
  ['day', 86400000],
  ['hour', 3600000],
  ['minute', 60000],
];

/** `5 years ago`. */
export function formatRelative(ms: number, now = Date.now()): string {
  const relative = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  const distance = ms - now;
  for (const [unit, length] of STEPS) {
    if (Math.abs(distance) >= length) {
      return relative.format(Math.trunc(distance / length), unit);
    }
  }
  return relative.format(0, 'minute');
}

/** `1:02:03`, a length of time. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (parts[0] === 0) {
    parts.shift();
  }
  return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** The first millisecond of a day `2021-05-04` in the chosen zone. */
export function startOfDay(key: string): number {
  const guess = Date.parse(`${key}T00:00:00Z`);
  if (Number.isNaN(guess)) {
    return NaN;
  }
  // The zone's offset is at most 14 hours and changes by an hour or so: two steps settle it.
  let start = guess - offsetAt(guess);
  start = guess - offsetAt(start);
  // West of Greenwich they come out before a midnight that the clocks left out.
  return dayKey(start) < key ? guess - offsetAt(guess) : start;
}

/** The first millisecond after a day `2021-05-04` in the chosen zone. */
export function endOfDay(key: string): number {
  const next = new Date(Date.parse(`${key}T00:00:00Z`) + 86_400_000);
  return Number.isNaN(next.getTime()) ? NaN : startOfDay(next.toISOString().slice(0, 10));
}

function offsetAt(ms: number): number {
  const parts = new Map(
    format('offset', {
      locale: 'en-US',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(ms)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? NaN;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(ms / 1000) * 1000;
}
