//! What a search is narrowed by: a person, a conversation, a time, and whether there are files.

import type { Conversation, Query } from '../core/model.ts';
import { endOfDay, startOfDay } from '../core/times.ts';
import { t } from '../core/words.ts';
import { h, iconButton } from './dom.ts';
import type { People } from './people.ts';

/** The part of a query that is chosen here. */
export type Narrowing = Omit<Query, 'typed' | 'needles'>;

export class SearchFilters {
  readonly element: HTMLElement;
  /** The button that shows and hides them. */
  readonly toggle: HTMLElement;
  private readonly person: HTMLSelectElement;
  private readonly conversation: HTMLSelectElement;
  private readonly since: HTMLInputElement;
  private readonly until: HTMLInputElement;
  private readonly attachment: HTMLInputElement;

  /** `changed` is called when something was chosen, `clear` when all is to be taken back. */
  constructor(
    people: People,
    conversations: readonly Conversation[],
    changed: () => void,
    clear: () => void,
  ) {
    const on = { change: changed };
    const option = (value: string, text: string) => h('option', { value, text });
    this.person = h(
      'select',
      { id: 'filter-person', on },
      option('', t('filter.anyone')),
      [...people.list]
        .sort((a, b) => a.shown.localeCompare(b.shown))
        .map((person) => option(person.id, person.shown)),
    );
    this.conversation = h(
      'select',
      { id: 'filter-conversation', on },
      option('', t('filter.everywhere')),
      conversations
        .map((conversation) => ({ id: conversation.id, title: people.titleOf(conversation) }))
        .sort((a, b) => a.title.localeCompare(b.title))
        .map(({ id, title }) => option(id, title)),
    );
    this.since = h('input', { type: 'date', id: 'filter-since', on });
    this.until = h('input', { type: 'date', id: 'filter-until', on });
    this.attachment = h('input', { type: 'checkbox', id: 'filter-attachment', on });
    this.toggle = iconButton(
      'filter',
      t('search.filters'),
      () => {
        const opening = this.element.hidden !== false;
        this.open(opening);
        if (opening) {
          this.person.focus();
        }
      },
      { 'aria-expanded': 'false', 'aria-controls': 'search-filters' },
    );
    this.element = this.draw(clear);
  }

  private draw(clear: () => void): HTMLElement {
    const field = (label: string, input: HTMLElement) =>
      h('div', { class: 'field' }, h('label', { for: input.id, text: label }), input);
    return h(
      'div',
      { class: 'filters', id: 'search-filters', hidden: true },
      field(t('filter.person'), this.person),
      field(t('filter.conversation'), this.conversation),
      h(
        'div',
        { class: 'pair' },
        field(t('filter.since'), this.since),
        field(t('filter.until'), this.until),
      ),
      h(
        'div',
        { class: 'field check' },
        this.attachment,
        h('label', { for: 'filter-attachment', text: t('filter.attachment') }),
      ),
      h('button', {
        type: 'button',
        class: 'link-button',
        text: t('filter.clear'),
        on: { click: clear },
      }),
    );
  }

  private open(open: boolean): void {
    this.element.hidden = !open;
    this.toggle.setAttribute('aria-expanded', String(open));
  }

  /** What is chosen. */
  chosen(): Narrowing {
    const since = startOfDay(this.since.value);
    const until = endOfDay(this.until.value);
    return {
      personIds: new Set(this.person.value ? [this.person.value] : []),
      conversationIds: new Set(this.conversation.value ? [this.conversation.value] : []),
      since: Number.isFinite(since) ? since : null,
      until: Number.isFinite(until) ? until : null,
      withAttachment: this.attachment.checked,
    };
  }

  /** Chooses what was chosen elsewhere. */
  takeOver(former: SearchFilters): void {
    this.open(!former.element.hidden);
    this.person.value = former.person.value;
    this.conversation.value = former.conversation.value;
    this.since.value = former.since.value;
    this.until.value = former.until.value;
    this.attachment.checked = former.attachment.checked;
  }

  /** Only in this conversation. */
  within(conversation: Conversation): void {
    this.open(true);
    this.conversation.value = conversation.id;
  }

  clear(): void {
    for (const field of [this.person, this.conversation, this.since, this.until]) {
      field.value = '';
    }
    this.attachment.checked = false;
  }
}

/** Whether something is chosen. */
export function narrows(query: Narrowing): boolean {
  return (
    query.personIds.size > 0 ||
    query.conversationIds.size > 0 ||
    query.since !== null ||
    query.until !== null ||
    query.withAttachment
  );
}
