//! A message's text: paragraphs as they were written, search hits marked, web addresses made into
//! buttons that ask first, because following one leaves this machine.

import { foundRanges, type Needle } from '../core/text.ts';
import { t } from '../core/words.ts';
import { h } from './dom.ts';

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const SHOWN_AT_FIRST = 6000;
const LONGEST = 8000;
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}[\p{M}\u200d\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]*\s?|[\u{1f1e6}-\u{1f1ff}]{2}\s?){1,4}$/u;

/** Whether a text is a few emoji and nothing else, which are shown large. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= 40 && ONLY_EMOJI.test(text.trim());
}

/** A text with its hits marked. */
export function markedText(text: string, needles: readonly Needle[]): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let at = 0;
  for (const [from, to] of foundRanges(text, needles)) {
    nodes.push(text.slice(at, from), h('mark', { text: text.slice(from, to) }));
    at = to;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function withAddresses(text: string, needles: readonly Needle[], openAddress: OpenAddress): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,;:!?)\]}'’]+$/u, '');
    nodes.push(...markedText(text.slice(at, match.index), needles));
    nodes.push(
      h(
        'button',
        { type: 'button', class: 'address', on: { click: () => openAddress(address) } },
        markedText(address, needles),
      ),
    );
    at = match.index + address.length;
  }
  nodes.push(...markedText(text.slice(at), needles));
  return nodes;
}

/** Called with an address that somebody wants to follow. */
export type OpenAddress = (address: string) => void;

/** The element that shows a message's text. */
export function textBlock(
  text: string,
  needles: readonly Needle[],
  openAddress: OpenAddress,
): HTMLElement {
  const block = h('div', { class: 'text', dir: 'auto' });
  if (isOnlyEmoji(text)) {
    block.classList.add('emoji');
  }
  if (text.length <= LONGEST) {
    block.append(...withAddresses(text, needles, openAddress));
    return block;
  }
  block.append(...withAddresses(text.slice(0, SHOWN_AT_FIRST), needles, openAddress));
  block.append('… ');
  block.append(
    h('button', {
      type: 'button',
      class: 'link-button',
      text: t('text.show-all', { n: text.length }),
      on: {
        click: () =>
          block.replaceChildren(...withAddresses(text, needles, openAddress)),
      },
    }),
  );
  return block;
}

/** A stretch of a long text around its first hit. */
export function snippet(text: string, needles: readonly Needle[], length = 160): (Node | string)[] {
  const [first] = foundRanges(text.slice(0, 200000), needles);
  const start = first && first[0] > length / 2 ? first[0] - Math.floor(length / 3) : 0;
  // A pair of surrogates isn't cut in two.
  const from = /[\udc00-\udfff]/.test(text[start] ?? '') ? start - 1 : start;
  const piece = text.slice(from, from + length).replace(/\s+/g, ' ');
  return [
    from > 0 ? '…' : '',
    ...markedText(piece.replace(/[\ud800-\udbff]$/, ''), needles),
    from + length < text.length ? '…' : '',
  ];
}
