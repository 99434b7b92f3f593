//! How text is compared in a search. The indexes, and the search on the command line, follow the same
//! rules in Java (app.afterglow.search); shared examples keep the two alike.
//!
//! 1. Fold: NFKD, lower case, marks and tatweel removed, final sigma made a plain one, letters that
//!    Unicode doesn't take apart but keyboards lack spelt out (cœur is found as coeur).
//! 2. Words: runs of letters, digits and underscores. Writing systems that put no space between
//!    words, and pictographs, are "dense": each of their characters begins a word.

import { at as valueAt } from './lists.ts';

const MARKS = /[\p{M}\u0640]/gu;
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };
const SPELT_OUT = /[œæßøłđıς]/g;
const ASCII = /^[\x00-\x7f]*$/;
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]/u;
const WORD = /[\p{L}\p{N}_]/u;

/** At most so many characters of a word are indexed; the rest is compared in the text itself. */
export const INDEXED_LENGTH = 40;

/** A text in the form in which texts are compared. */
export function fold(text: string): string {
  if (ASCII.test(text)) {
    return text.toLowerCase();
  }
  return text.normalize('NFKD').toLowerCase().replace(MARKS, '').replace(SPELT_OUT, (c) => LETTERS[c] ?? c);
}

/**
 * Folds a text, each stretch of white space to one space, as phrases have it; and tells for each
 * folded character where it came from.
 */
export function foldWithOrigin(text: string): { folded: string; origin: number[] } {
  const origin: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const piece = fold(character).replace(/\s+/g, ' ');
    for (let i = 0; i < piece.length; i++) {
      const unit = piece.charAt(i);
      if (unit !== ' ' || !folded.endsWith(' ')) {
        folded += unit;
        origin.push(at);
      }
    }
    at += character.length;
  }
  origin.push(at);
  return { folded, origin };
}

function isDense(character: string): boolean {
  return DENSE.test(character);
}

function isWordCharacter(character: string): boolean {
  return WORD.test(character) || isDense(character);
}

/** A dense run is a sequence of dense characters, any other run is one word. */
export interface Run {
  text: string;
  readonly dense: boolean;
}

/** What is searched for: the beginning of a word, or a phrase as it stands; folded. */
export interface Needle {
  readonly text: string;
  readonly phrase: boolean;
}

/** A stretch of a text: from, and up to. */
export type Range = [from: number, to: number];

/** The runs of a folded text, in order. */
export function runs(folded: string): Run[] {
  const found: Run[] = [];
  let current: Run | null = null;
  for (const character of folded) {
    if (!isWordCharacter(character)) {
      current = null;
      continue;
    }
    const dense = isDense(character);
    if (current === null || current.dense !== dense) {
      current = { text: '', dense };
      found.push(current);
    }
    current.text += character;
  }
  return found;
}

/** The terms under which a search looks in the index: each is the beginning of an indexed term. */
export function indexPrefixes(folded: string): string[] {
  const prefixes: string[] = [];
  for (const run of runs(folded)) {
    const characters = [...run.text];
    if (!run.dense) {
      prefixes.push(characters.slice(0, INDEXED_LENGTH).join(''));
    } else if (characters.length === 1) {
      prefixes.push(run.text);
    } else {
      for (let i = 0; i + 1 < characters.length; i++) {
        prefixes.push(characters.slice(i, i + 2).join(''));
      }
    }
  }
  return prefixes;
}

function characterBefore(text: string, at: number): string {
  if (at <= 0) {
    return '';
  }
  const low = text.charCodeAt(at - 1);
  const astral = low >= 0xdc00 && low <= 0xdfff && at > 1;
  return text.slice(at - (astral ? 2 : 1), at);
}

function beginsWord(folded: string, at: number, needle: string): boolean {
  const before = characterBefore(folded, at);
  if (before === '' || !isWordCharacter(before)) {
    return true;
  }
  return isDense(before) || isDense(String.fromCodePoint(needle.codePointAt(0) ?? 0));
}

/** Where a needle begins a word in a folded text, from an offset on; -1 where nowhere. */
export function findWord(folded: string, needle: string, from = 0): number {
  let at = folded.indexOf(needle, from);
  while (at >= 0 && !beginsWord(folded, at, needle)) {
    at = folded.indexOf(needle, at + 1);
  }
  return at;
}

/**
 * What somebody typed as a list of needles, all of which have to be there: each word the beginning
 * of a word, each quoted phrase as it stands.
 */
export function parseNeedles(input: string): Needle[] {
  const needles: Needle[] = [];
  for (const match of input.matchAll(/["“”«»]([^"“”«»]*)["“”«»]?|([^\s"“”«»]+)/gu)) {
    const phrase = match[1] !== undefined;
    const folded = fold(match[1] ?? match[2] ?? '').trim().replace(/\s+/g, ' ');
    if (phrase && runs(folded).length > 0) {
      needles.push({ text: folded, phrase: true });
    } else {
      for (const run of runs(folded)) {
        needles.push({ text: run.text, phrase: false });
      }
    }
  }
  return needles;
}

/** Whether a folded text holds every needle. */
export function holdsAll(folded: string, needles: readonly Needle[]): boolean {
  const spaced = needles.some((needle) => needle.phrase) ? folded.replace(/\s+/g, ' ') : folded;
  return needles.every((needle) => findWord(needle.phrase ? spaced : folded, needle.text) >= 0);
}

/** The stretches of a text that a search found, in order and apart. */
export function foundRanges(text: string, needles: readonly Needle[]): Range[] {
  if (needles.length === 0) {
    return [];
  }
  const { folded, origin } = foldWithOrigin(text);
  const ranges: Range[] = [];
  for (const needle of needles) {
    let at = findWord(folded, needle.text);
    while (at >= 0) {
      const end = at + needle.text.length;
      let to = valueAt(origin, end);
      // Marks that belong to the last letter are folded away: take them along.
      while (to < text.length && /[\p{M}\u0640]/u.test(text.charAt(to))) {
        to++;
      }
      ranges.push([valueAt(origin, at), to]);
      at = findWord(folded, needle.text, end);
    }
  }
  ranges.sort((a, b) => a[0] - b[0]);
  const apart: Range[] = [];
  for (const range of ranges) {
    const last = apart.at(-1);
    if (last && range[0] <= last[1]) {
      last[1] = Math.max(last[1], range[1]);
    } else {
      apart.push([...range]);
    }
  }
  return apart;
}
