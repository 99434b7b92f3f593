//! What stands at the side: whose messages they are, the search, the conversations, what is missing.

import type { Conversation } from '../core/model.ts';
import { t } from '../core/words.ts';
import type { Description } from '../data/data-source.ts';
import { openHelp } from './dialogs.ts';
import { h, icon, iconButton } from './dom.ts';
import type { People } from './people.ts';

/** What is put into the side, and what its buttons do. */
export interface SideParts {
  readonly description: Description;
  readonly people: People;
  readonly conversations: readonly Conversation[];
  readonly search: HTMLElement;
  readonly lists: readonly HTMLElement[];
  openSettings(): void;
  openLosses(): void;
}

/** Whose messages they are. */
export function heading({ accounts }: Description, people: People): string {
  const self = people.list.find((person) => person.self);
  const owner = self?.shown ?? accounts[0]?.name;
  return owner && accounts.length <= 1 ? t('heading.of', { name: owner }) : t('heading');
}

/** The side of the page. */
export function sidePane(parts: SideParts): HTMLElement {
  return h(
    'aside',
    { class: 'side', 'aria-label': t('conversations') },
    h(
      'header',
      { class: 'side-head' },
      h(
        'div',
        { class: 'title-row' },
        h(
          'div',
          { class: 'heading' },
          h('h1', { dir: 'auto', text: heading(parts.description, parts.people) }),
          h('p', { class: 'note', text: subheading(parts.description) }),
        ),
        iconButton('settings', t('settings.title'), () => parts.openSettings()),
        iconButton('help', t('help.title'), openHelp),
      ),
      parts.search,
    ),
    h('div', { class: 'side-body' }, ...parts.lists),
    foot(parts),
  );
}

function subheading({ accounts }: Description): string {
  const names = accounts
    .map(({ application, applicationVersion }) =>
      [application, applicationVersion].filter((part) => part !== null).join(' '),
    )
    .filter(Boolean);
  return [...new Set(names)].slice(0, 3).join(', ');
}

function foot({ description, conversations, openLosses }: SideParts): HTMLElement {
  const messages = conversations.reduce((sum, conversation) => sum + conversation.count, 0);
  const { balance, lossCount } = description;
  // The report also has remarks on what arrived: those are not missing.
  const lost = balance ? [...balance.values()].reduce((sum, line) => sum + line.lost, 0) : lossCount;
  const remarks = t('foot.remarks', { n: lossCount });
  return h(
    'footer',
    { class: 'side-foot' },
    h('span', {
      class: 'note',
      text: `${t('conversation.messages', { n: messages })} · ${t('foot.conversations', { n: conversations.length })}`,
    }),
    h(
      'button',
      { type: 'button', class: lost > 0 ? 'losses-button warn' : 'losses-button', on: { click: openLosses } },
      icon(lost > 0 ? 'warning' : 'check'),
      lost > 0 ? t('foot.losses', { n: lost }) : lossCount > 0 ? `${t('foot.complete')} · ${remarks}` : t('foot.complete'),
    ),
  );
}
