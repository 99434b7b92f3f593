//! The loss report: what was found, carried over and lost, and each loss with its reason.

import { lossReason } from '../core/losses.ts';
import type { Loss } from '../core/model.ts';
import { formatNumber, t } from '../core/words.ts';
import type { Balance, Description } from '../data/data-source.ts';
import { openDialog } from './dialogs.ts';
import { h } from './dom.ts';

const SHOWN = 200;
const LOST_THINGS = ['message', 'attachment', 'person', 'conversation', 'column', 'page'] as const;
const BALANCED = ['people', 'conversations', 'messages', 'attachments'] as const;

/** What was found, carried and lost, and each loss with its reason. */
export function openLosses(description: Description, losses: readonly Loss[]): void {
  const line = (loss: Loss) =>
    h(
      'li',
      {},
      h('strong', { text: t(`loss.${LOST_THINGS.find((known) => known === loss.what) ?? 'other'}`) }),
      ' ',
      h('code', { text: loss.id }),
      h('div', { class: 'note' }, loss.partial ? `${t('loss.partial')} ` : '', lossReason(loss)),
    );
  const items = h('ul', { class: 'losses' }, losses.slice(0, SHOWN).map(line));
  const more = h('button', {
    type: 'button',
    text: t('more'),
    on: {
      click: () => {
        const from = items.children.length;
        items.append(...losses.slice(from, from + SHOWN).map(line));
        more.hidden = items.children.length >= losses.length;
      },
    },
  });
  more.hidden = losses.length <= SHOWN;
  const { balance } = description;
  openDialog(
    t('losses.title'),
    [
      balance ? balanceTable(balance) : null,
      h('p', { text: losses.length === 0 ? t('losses.none') : t('losses.some', { n: losses.length }) }),
      items,
      more,
    ],
    'wide',
  );
}

function balanceTable(balance: Balance): HTMLElement {
  const head = ['balance.kind', 'balance.found', 'balance.carried', 'balance.lost'] as const;
  const lines = BALANCED.flatMap((kind) => {
    const line = balance.get(kind);
    return line ? [{ kind, numbers: [line.found, line.carried, line.lost] }] : [];
  });
  return h(
    'table',
    { class: 'balance' },
    h(
      'thead',
      {},
      h('tr', {}, head.map((key) => h('th', { scope: 'col', text: t(key) }))),
    ),
    h(
      'tbody',
      {},
      lines.map(({ kind, numbers }) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row', text: t(`balance.${kind}`) }),
          numbers.map((number) => h('td', { text: formatNumber(number) })),
        ),
      ),
    ),
  );
}
