//! What is said where something went wrong.

import { t } from '../core/words.ts';
import { FolderProblem } from '../data/folder-problem.ts';
import { openError } from './dialogs.ts';
import { h, name } from './dom.ts';

/** A page with one message on it, for when nothing can be shown. */
export function failurePage(root: HTMLElement, error: unknown): void {
  root.replaceChildren(
    h(
      'main',
      { class: 'failure' },
      h('h1', { text: t('error.title') }),
      h('p', { text: wordsOf(error) }),
      h('p', { class: 'note' }, name(detailOf(error))),
      h('p', { class: 'note', text: t('error.safe') }),
    ),
  );
}

/** Tells that something could not be done; the page stays as it is. */
export function tellFailure(error: unknown): void {
  openError(wordsOf(error), error instanceof FolderProblem ? null : detailOf(error));
}

/** What went wrong, as far as there are words for it. */
function wordsOf(error: unknown): string {
  return error instanceof FolderProblem ? t(error.key, error.values) : t('error.reading');
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
