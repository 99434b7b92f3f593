// How text is compared in a search. The indexes, and the search on the command line, follow the same
// rules in Java (app.afterglow.search); shared examples keep the two alike.
//
// 1. Fold: NFKD, lower case, marks and tatweel removed, final sigma made a plain one, letters that
//    Unicode doesn't take apart but keyboards lack spelt out (cœur is found as coeur).
// 2. Words: runs of letters, digits and underscores. Writing systems that put no space between
//    words, and pictographs, are "dense": each of their characters begins a word.

const MARKS = /[\p{M}\u0640]/gu;
const LETTERS = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };
const SPELT_OUT = /[œæßøłđıς]/g;
const ASCII = /^[\x00-\x7f]*$/;
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]/u;
const WORD = /[\p{L}\p{N}_]/u;

/** At most so many characters of a word are indexed; the rest is compared in the text itself. */
export const INDEXED_LENGTH = 40;

/** A text in the form in which texts are compared. */
export function fold(text) {
  if (ASCII.test(text)) {
    return text.toLowerCase();
  }
  return text.normalize('NFKD').toLowerCase().replace(MARKS, '').replace(SPELT_OUT, (c) => LETTERS[c]);
}

/** Folds a text and tells for each folded character where it came from. */
export function foldWithOrigin(text) {
  const origin = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    folded += piece;
    for (let i = 0; i < piece.length; i++) {
      origin.push(at);
    }
    at += character.length;
  }
  origin.push(at);
  return { folded, origin };
}

function isDense(character) {
  return DENSE.test(character);
}

function isWordCharacter(character) {
  return WORD.test(character) || isDense(character);
}

/**
 * The runs of a folded text: `{text, dense}`, in order. A dense run is a sequence of dense
 * characters, any other run is one word.
 */
export function runs(folded) {
  const found = [];
  let current = null;
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
export function indexPrefixes(folded) {
  const prefixes = [];
  for (const run of runs(folded)) {
    const characters = [...run.text];
    if (!run.dense) {
      prefixes.push(characters.slice(0, INDEXED_LENGTH).join(''));
    } else if (characters.length === 1) {
      prefixes.push(run.text);
    } else {
      for (let i = 0; i + 1 < characters.length; i++) {
        prefixes.push(characters[i] + characters[i + 1]);
      }
    }
  }
  return prefixes;
}

function characterBefore(text, at) {
  if (at <= 0) {
    return '';
  }
  const low = text.charCodeAt(at - 1);
  const astral = low >= 0xdc00 && low <= 0xdfff && at > 1;
  return text.slice(at - (astral ? 2 : 1), at);
}

function beginsWord(folded, at, needle) {
  const before = characterBefore(folded, at);
  if (before === '' || !isWordCharacter(before)) {
    return true;
  }
  return isDense(before) || isDense(String.fromCodePoint(needle.codePointAt(0)));
}

/** Where a needle begins a word in a folded text, from an offset on; -1 where nowhere. */
export function findWord(folded, needle, from = 0) {
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
export function parseNeedles(input) {
  const needles = [];
  for (const match of input.matchAll(/["“”«»]([^"“”«»]*)["“”«»]?|([^\s"“”«»]+)/gu)) {
    const phrase = match[1] !== undefined;
    const folded = fold(match[1] ?? match[2]).trim().replace(/\s+/g, ' ');
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
export function holdsAll(folded, needles) {
  const spaced = needles.some((needle) => needle.phrase) ? folded.replace(/\s+/g, ' ') : folded;
  return needles.every((needle) => findWord(needle.phrase ? spaced : folded, needle.text) >= 0);
}

/** The stretches `[from, to)` of a text that a search found, in order and apart. */
export function foundRanges(text, needles) {
  if (needles.length === 0) {
    return [];
  }
  const { folded, origin } = foldWithOrigin(text);
  const ranges = [];
  for (const needle of needles) {
    let at = findWord(folded, needle.text);
    while (at >= 0) {
      const end = at + needle.text.length;
      let to = origin[end];
      // Marks that belong to the last letter are folded away: take them along.
      while (to < text.length && /[\p{M}\u0640]/u.test(text[to])) {
        to++;
      }
      ranges.push([origin[at], to]);
      at = findWord(folded, needle.text, end);
    }
  }
  ranges.sort((a, b) => a[0] - b[0]);
  const apart = [];
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
