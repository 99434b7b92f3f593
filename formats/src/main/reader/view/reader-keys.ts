//! What the keyboard does on the page.

import type { Conversation } from '../core/model.ts';
import { openHelp } from './dialogs.ts';
import type { MessageList } from './message-list.ts';

/** Keys that go from message to message, and how far. */
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -Infinity,
  End: Infinity,
};

/** What Enter goes to, the first of it. */
const WITHIN_A_MESSAGE =
  'button.picture, .attachment a, a.attachment, button.reply, .footer button';

/** The page as keys find it, and what they do there. */
export interface KeyedPage {
  readonly main: HTMLElement;
  readonly messages: MessageList;
  /** The conversation that is read, where it has messages. */
  readonly reading: Conversation | undefined;
  /** Whether single letters do something. */
  readonly lettersAct: boolean;
  back(): void;
  search(): void;
  step(by: number): void;
  toggleTheme(): void;
  openNeighbour(by: number): void;
  openJump(conversation: Conversation): void;
  openDetails(conversation: Conversation): void;
}

/** Acts on a key that was pressed anywhere. */
export function onKey(event: KeyboardEvent, page: KeyedPage): void {
  if (document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  if (target.closest('input, select, textarea, audio, video')) {
    return;
  }
  if (event.key === 'Escape') {
    page.back();
  } else if (moveByKey(event, target, page) || (page.lettersAct && actByKey(event.key, page))) {
    event.preventDefault();
  }
}

/** Arrows and their like act on messages while the focus is among them. */
function moveByKey(event: KeyboardEvent, target: HTMLElement, { main, messages }: KeyedPage): boolean {
  const nowhere = target === document.body;
  if (!(nowhere || main.contains(target)) || messages.size === 0 || event.shiftKey) {
    return false;
  }
  const onArticle = nowhere || target === main || target.matches('article, .scroller');
  const by = MOVES[event.key];
  if (onArticle && by !== undefined) {
    messages.move(by);
    return true;
  }
  if (event.key === 'Enter' && target.matches('article')) {
    target.querySelector<HTMLElement>(WITHIN_A_MESSAGE)?.focus();
    return true;
  }
  return false;
}

function actByKey(key: string, page: KeyedPage): boolean {
  const { reading } = page;
  const acts: Readonly<Record<string, () => void>> = {
    '/': () => page.search(),
    '?': openHelp,
    t: () => page.toggleTheme(),
    n: () => page.step(1),
    p: () => page.step(-1),
    '[': () => page.openNeighbour(-1),
    ']': () => page.openNeighbour(1),
    ...(reading && {
      j: () => page.messages.move(1),
      k: () => page.messages.move(-1),
      g: () => page.openJump(reading),
      d: () => page.openDetails(reading),
    }),
  };
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  act?.();
  return act !== undefined;
}
