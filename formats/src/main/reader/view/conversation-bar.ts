//! The head of a conversation: what it is, and what can be done with it.

import type { Conversation } from '../core/model.ts';
import { currentZone, formatDate } from '../core/times.ts';
import { t } from '../core/words.ts';
import { h, iconButton } from './dom.ts';
import type { People } from './people.ts';

/** What its buttons do. */
export interface BarActs {
  leave(): void;
  search(): void;
  jump(): void;
  print(): void;
  inform(): void;
  toggleTheme(): void;
}

/** What stands in the head of a conversation. */
export function conversationBar(conversation: Conversation, people: People, acts: BarActs): HTMLElement[] {
  return [
    iconButton('back', t('back'), acts.leave, { class: 'icon-button back' }),
    h(
      'div',
      { class: 'heading' },
      h('h2', { dir: 'auto', text: people.titleOf(conversation) }),
      h('p', { class: 'note', text: note(conversation) }),
    ),
    iconButton('search', t('search.here'), acts.search),
    iconButton('calendar', t('jump.title'), acts.jump),
    iconButton('print', t('print.title'), acts.print),
    iconButton('info', t('info.title'), acts.inform),
    iconButton('moon', t('theme.toggle'), acts.toggleTheme, { class: 'icon-button theme' }),
  ];
}

function note(conversation: Conversation): string {
  const parts = [t('conversation.messages', { n: conversation.count })];
  if (conversation.firstAt !== null && conversation.lastAt !== null) {
    parts.push(`${formatDate(conversation.firstAt)} – ${formatDate(conversation.lastAt)}`);
  }
  parts.push(currentZone().replaceAll('_', ' '));
  return parts.join(' · ');
}
