// The list of conversations: the newest first, each with its count and period.

import { fold, findWord, runs } from '../core/text.ts';
import { formatDate } from '../core/times.ts';
import { formatShort, t } from '../core/words.ts';
import { h, hidden, icon } from './dom.ts';

const CONVERSATIONS_AT_ONCE = 200;

export class ConversationList {
  /** @param {(conversation: object) => void} open */
  constructor(people, conversations, open) {
    this.people = people;
    this.open = open;
    this.kind = 'all';
    this.conversations = [...conversations].sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
    this.titles = new Map(conversations.map((c) => [c, fold(people.titleOf(c))]));
    this.list = h('ul', { class: 'conversations', 'aria-label': t('conversations'), on: { keydown: (event) => this.onKey(event) } });
    this.more = h('button', { type: 'button', class: 'more', text: t('more'), on: { click: () => this.grow() } });
    this.kinds = h('div', { class: 'chips kinds', role: 'group', 'aria-label': t('conversations.kinds') });
    this.empty = h('p', { class: 'note empty', text: t('conversations.none') });
    this.element = h('div', { class: 'conversation-list' }, this.kinds, this.list, this.more, this.empty);
    this.show('');
  }

  /** Shows the conversations whose title or members begin with what was typed; `aside` hides all. */
  show(typed, aside = false) {
    const words = runs(fold(typed)).map((run) => run.text);
    this.matching = this.conversations.filter(
      (conversation) =>
        (this.kind === 'all' || conversation.kind === this.kind) &&
        words.every((word) => findWord(this.titles.get(conversation), word) >= 0),
    );
    this.list.replaceChildren();
    this.drawKinds(words.length > 0);
    this.grow();
    this.empty.hidden = this.matching.length > 0;
    this.element.hidden = aside || (words.length > 0 && this.matching.length === 0);
  }

  drawKinds(searching) {
    const kinds = ['all', 'direct', 'group', 'room'].filter(
      (kind) => kind === 'all' || this.conversations.some((conversation) => conversation.kind === kind),
    );
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
              this.kinds.children[kinds.indexOf(kind)].focus();
            },
          },
        }),
      ),
    );
  }

  grow() {
    const from = this.list.children.length;
    this.list.append(...this.matching.slice(from, from + CONVERSATIONS_AT_ONCE).map((conversation) => this.item(conversation)));
    this.more.hidden = this.list.children.length >= this.matching.length;
    this.setTabStop();
  }

  item(conversation) {
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
    button.conversation = conversation;
    return h('li', {}, button);
  }

  mark(conversation) {
    const others = conversation.memberIds.filter((id) => !this.people.isSelf(id));
    if (conversation.kind === 'direct' && others.length === 1) {
      return this.people.avatar(others[0]);
    }
    return h('span', { class: `avatar place-mark ${this.people.colourOf(conversation.id)}`, 'aria-hidden': 'true' }, icon(conversation.kind === 'room' ? 'room' : 'group'));
  }

  note(conversation) {
    const parts = [];
    if (conversation.kind !== 'direct') {
      parts.push(t('conversation.members', { n: conversation.memberIds.length }));
    }
    if (conversation.firstAt !== null) {
      parts.push(t('conversation.since', { date: formatDate(conversation.firstAt) }));
    }
    return parts.join(' · ');
  }

  select(conversation) {
    this.selected = conversation;
    for (const button of this.buttons()) {
      if (button.conversation === conversation) {
        button.setAttribute('aria-current', 'true');
      } else {
        button.removeAttribute('aria-current');
      }
    }
    this.setTabStop();
  }

  /** The conversation before or after the selected one. */
  neighbour(by) {
    const at = this.matching.indexOf(this.selected);
    return this.matching[Math.min(this.matching.length - 1, Math.max(0, at + by))] ?? null;
  }

  buttons() {
    return [...this.list.querySelectorAll('.conversation')];
  }

  setTabStop() {
    const buttons = this.buttons();
    const stop = buttons.find((button) => button.conversation === this.selected) ?? buttons[0];
    for (const button of buttons) {
      button.tabIndex = button === stop ? 0 : -1;
    }
  }

  focusFirst() {
    this.buttons()[0]?.focus();
  }

  onKey(event) {
    const buttons = this.buttons();
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at >= 0 && to !== undefined && buttons[to]) {
      event.preventDefault();
      event.stopPropagation();
      buttons[to].focus();
    }
  }
}
