//! The reader's words: one table a language, chosen once and changed by the person at any time.

import { ENGLISH, type Words } from './words-en.ts';
import { FRENCH } from './words-fr.ts';

type Language = 'en' | 'fr';

const TABLES: Readonly<Record<Language, Words>> = { en: ENGLISH, fr: FRENCH };

type Written = keyof Words;

/** What words can be asked for: a key, or what several keys `….one`, `….other` have in common. */
export type WordKey = Written | (Written extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never);

/** What the holes of a pattern are filled with; `n` also chooses the plural. */
export type WordValues = Readonly<Record<string, string | number | null | undefined>>;

export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['fr', 'Français'],
];

let language: Language = 'en';
let locale = 'en';
let plurals = new Intl.PluralRules('en');
let numbers = new Intl.NumberFormat('en');

/** Chooses the language; one that has no table becomes English. */
export function setLanguage(tag: string): void {
  const base = tag.toLowerCase().split(/[-_]/)[0];
  language = LANGUAGES.find(([known]) => known === base)?.[0] ?? 'en';
  // Of the browser's languages the one that fits says how dates and numbers look in the region.
  locale = globalThis.navigator?.languages?.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
  plurals = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(locale);
}

/** The language in use, as a BCP 47 tag. */
export function currentLanguage(): string {
  return language;
}

/** How dates and numbers are written, as a BCP 47 tag. */
export function currentLocale(): string {
  return locale;
}

/**
 * The words of a key. A number `n` chooses between `key.one` and `key.other` where these exist;
 * `{name}` stands for a value, and numbers are written as the language writes them.
 */
export function t(key: WordKey, values: WordValues = {}): string {
  const table = TABLES[language];
  const pattern =
    lookUp(table, key, values) ?? lookUp(ENGLISH, key, values) ?? key;
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined || value === null) {
      return whole;
    }
    return typeof value === 'number' ? numbers.format(value) : String(value);
  });
}

function lookUp(words: Words, key: WordKey, values: WordValues): string | undefined {
  const table: Readonly<Record<string, string>> = words;
  if (typeof values.n === 'number') {
    const plural = table[`${key}.${plurals.select(values.n)}`] ?? table[`${key}.other`];
    if (plural !== undefined) {
      return plural;
    }
  }
  return table[key];
}

/** A number as the language writes it. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** A number as it fits in a small place: `1.2K`. */
export function formatShort(value: number): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** A share from 0 to 1 in hundredths. */
export function formatShare(share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A size in bytes as people read it. */
export function formatBytes(bytes: number): string {
  if (!(bytes >= 0)) {
    return t('size.unknown');
  }
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

/** A list of names as the language writes it: "Ada, Bo and Cy". */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
