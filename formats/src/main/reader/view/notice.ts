//! A page with a few words on it and nothing else.

import { h, icon } from './dom.ts';

/** Shows a title and a sentence in place of everything, dialogs included. */
export function noticePage(root: HTMLElement, title: string, words: string): void {
  for (const dialog of document.querySelectorAll('dialog, .print-sheet')) {
    dialog.remove();
  }
  root.replaceChildren(
    h('main', { class: 'failure notice' }, icon('lock'), h('h1', { text: title }), h('p', { text: words })),
  );
}
