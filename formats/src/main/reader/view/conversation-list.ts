//! The list of conversations: the newest first, each with its count and period.

import { at as itemAt } from '../core/lists.ts';
import { CONVERSATION_KINDS, type Conversation, type ConversationKind } from '../core/model.ts';
import { fold, findWord, runs } from '../core/text.ts';
import { formatDate } from '../core/times.ts';
import { formatShort, t } from '../core/words.ts';
import { h, hidden, icon } from './dom.ts';
import { stepOf } from './keys.ts';
import type { People } from './people.ts';

const CONVERSATIONS_AT_ONCE = 200;

export class ConversationList {
  readonly element: HTMLElement;
  private readonly people: People;
  private readonly open: (conversation: Conversation) => void;
  /** The newest first. */
  private readonly conversations: readonly Conversation[];
  /** Titles as they are searched. */
  private readonly titles: ReadonlyMap<Conversation, string>;
  /** Whose button is whose. */
  private readonly shown = new WeakMap<Element, Conversation>();
  private readonly list: HTMLElement;
  private readonly more: HTMLElement;
  private readonly kinds: HTMLElement;
  private readonly empty: HTMLElement;
  private kind: ConversationKind | 'all' = 'all';
  private matching: readonly Conversation[] = [];
  private selected: Conversation | undefined;

  constructor(
    people: People,
    conversations: readonly Conversation[],
    open: (conversation: Conversation) => void,
  ) {
    this.people = people;
    this.open = open;
    this.conversations = [...conversations].sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
    this.titles = new Map(
      conversations.map((conversation) => [conversation, fold(people.titleOf(conversation))]),
    );
    this.list = h('ul', { class: 'conversations', 'aria-label': t('conversations'), on: { keydown: (event) => this.onKey(event) } });
    this.more = h('button', { type: 'button', class: 'more', text: t('more'), on: { click: () => this.grow() } });
    this.kinds = h('div', { class: 'chips kinds', role: 'group', 'aria-label': t('conversations.kinds') });
    this.empty = h('p', { class: 'note empty', text: t('conversations.none') });
    this.element = h('div', { class: 'conversation-list' }, this.kinds, this.list, this.more, this.empty);
    this.show('');
  }

  /** Shows the conversations whose title or members begin with what was typed; `aside` hides all. */
  show(typed: string, aside = false): void {
    const words = runs(fold(typed)).map((run) => run.text);
    this.matching = this.conversations.filter(
      (conversation) =>
        // Whoever searches sees no kinds, so none is left out.
        (words.length > 0 || this.kind === 'all' || conversation.kind === this.kind) &&
        words.every((word) => findWord(this.titles.get(conversation) ?? '', word) >= 0),
    );
    this.list.replaceChildren();
    this.drawKinds(words.length > 0);
    this.grow();
    this.empty.hidden = this.matching.length > 0;
    this.element.hidden = aside || (words.length > 0 && this.matching.length === 0);
  }

  private drawKinds(searching: boolean): void {
    const present = CONVERSATION_KINDS.filter((kind) =>
      this.conversations.some((conversation) => conversation.kind === kind),
    );
    const kinds = ['all', ...present] as const;
    this.kinds.hidden = searching || kinds.length < 3;
    this.kinds.replaceChildren(
      ...kinds.map((kind) =>
        h('button', {
          type: 'button',
          class: 'chip',
          'aria-pressed': String(kind === this.kind),
          text: t(`conversations.kind.${kind}`),
          on: {
            click: () => {
              this.kind = kind;
              this.show('');
              this.kinds.querySelectorAll('button')[kinds.indexOf(kind)]?.focus();
            },
          },
        }),
      ),
    );
  }

  private grow(): void {
    const from = this.list.children.length;
    this.list.append(...this.matching.slice(from, from + CONVERSATIONS_AT_ONCE).map((conversation) => this.item(conversation)));
    this.more.hidden = this.list.children.length >= this.matching.length;
    this.setTabStop();
  }

  private item(conversation: Conversation): HTMLElement {
    const title = this.people.titleOf(conversation);
    const button = h(
      'button',
      {
        type: 'button',
        class: 'conversation',
        tabindex: '-1',
        'aria-current': conversation === this.selected ? 'true' : null,
        on: { click: () => this.open(conversation) },
      },
      this.mark(conversation),
      h(
        'span',
        { class: 'conversation-words' },
        h('span', { class: 'first-line' }, h('bdi', { class: 'title', text: title }), h('span', { class: 'stamp', text: conversation.lastAt === null ? '' : formatDate(conversation.lastAt) })),
        h(
          'span',
          { class: 'second-line' },
          h('span', { class: 'note', text: this.note(conversation) }),
          h(
            'span',
            { class: 'count-mark' },
            h('span', { 'aria-hidden': 'true', text: formatShort(conversation.count) }),
            hidden(t('conversation.messages', { n: conversation.count })),
          ),
        ),
      ),
    );
    this.shown.set(button, conversation);
    return h('li', {}, button);
  }

  private mark(conversation: Conversation): HTMLElement {
    const others = conversation.memberIds.filter((id) => !this.people.isSelf(id));
    if (conversation.kind === 'direct' && others.length === 1) {
      return this.people.avatar(itemAt(others, 0));
    }
    return h('span', { class: `avatar place-mark ${this.people.colourOf(conversation.id)}`, 'aria-hidden': 'true' }, icon(conversation.kind === 'room' ? 'room' : 'group'));
  }

  private note(conversation: Conversation): string {
    const parts: string[] = [];
    if (conversation.kind !== 'direct') {
      parts.push(t('conversation.members', { n: conversation.memberIds.length }));
    }
    if (conversation.firstAt !== null) {
      parts.push(t('conversation.since', { date: formatDate(conversation.firstAt) }));
    }
    return parts.join(' · ');
  }

  select(conversation: Conversation): void {
    this.selected = conversation;
    for (const button of this.buttons()) {
      if (this.shown.get(button) === conversation) {
        button.setAttribute('aria-current', 'true');
      } else {
        button.removeAttribute('aria-current');
      }
    }
    this.setTabStop();
  }

  /** The conversation before or after the selected one. */
  neighbour(by: number): Conversation | null {
    const at = this.matching.findIndex((conversation) => conversation === this.selected);
    return this.matching[Math.min(this.matching.length - 1, Math.max(0, at + by))] ?? null;
  }

  /** The buttons of the conversations that are listed. */
  private buttons(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('.conversation')];
  }

  private setTabStop(): void {
    const buttons = this.buttons();
    const stop = buttons.find((button) => this.shown.get(button) === this.selected) ?? buttons[0];
    for (const button of buttons) {
      button.tabIndex = button === stop ? 0 : -1;
    }
  }

  focusFirst(): void {
    this.buttons()[0]?.focus();
  }

  /** Gives the focus back to the conversation that is read. */
  focusSelected(): void {
    this.buttons()
      .find((button) => this.shown.get(button) === this.selected)
      ?.focus();
  }

  /** Gives the focus to the conversation that the tabulator comes to. */
  focusTabStop(): void {
    this.buttons()
      .find((button) => button.tabIndex === 0)
      ?.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const step = stepOf(event, this.buttons());
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      step.to.focus();
    }
  }
}
