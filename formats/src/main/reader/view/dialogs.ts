//! Dialogs: the browser's own, so that focus stays inside, Escape closes and focus comes back.

import { lossReason, type LossTable } from '../core/losses.ts';
import type { Conversation, Message } from '../core/model.ts';
import { currentZone, dayKey, formatDate, formatExact, formatRelative, localZone, startOfDay } from '../core/times.ts';
import { LANGUAGES, formatNumber, t } from '../core/words.ts';
import { describeAttachment } from './attachment-view.ts';
import { h, iconButton, name, type Child } from './dom.ts';
import { rawText } from './message-view.ts';
import type { People } from './people.ts';
import type { Choices, Preferences } from './preferences.ts';

/** Opens a dialog with a title; closing it takes it away. */
export function openDialog(title: string, children: Child, className = ''): HTMLDialogElement {
  const heading = h('h2', { id: 'dialog-title', text: title });
  const dialog: HTMLDialogElement = h(
    'dialog',
    { class: `dialog ${className}`, 'aria-labelledby': 'dialog-title' },
    h(
      'div',
      { class: 'dialog-head' },
      heading,
      iconButton('close', t('close'), () => dialog.close()),
    ),
    h('div', { class: 'dialog-body', tabindex: '0', role: 'group', 'aria-labelledby': 'dialog-title' }, children),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Labels and what stands beside them; a row without that is left out. */
function table(rows: readonly (readonly [label: string, value: Child])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    rows
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([label, value]) => [h('dt', { text: label }), h('dd', {}, value)]),
  );
}

/** Keys and what they do. */
export function openHelp(): void {
  const keys = [
    ['/', 'search'],
    ['Enter', 'enter'],
    ['↑ ↓', 'arrows'],
    ['j k', 'jk'],
    ['Home End', 'ends'],
    ['PgUp PgDn', 'pages'],
    ['[ ]', 'conversations'],
    ['n p', 'hits'],
    ['g', 'date'],
    ['d', 'details'],
    ['t', 'theme'],
    ['Esc', 'escape'],
    ['?', 'help'],
  ] as const;
  openDialog(t('help.title'), [
    h('p', { text: t('help.intro') }),
    h(
      'table',
      { class: 'keys' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col', text: t('help.key') }), h('th', { scope: 'col', text: t('help.does') }))),
      h(
        'tbody',
        {},
        keys.map(([key, word]) =>
          h(
            'tr',
            {},
            h('td', {}, key.split(' ').map((part) => [h('kbd', { text: part }), ' '])),
            h('td', { text: t(`help.key.${word}`) }),
          ),
        ),
      ),
    ),
    h('p', { text: t('help.search') }),
    h('p', { text: t('help.privacy') }),
  ]);
}

/** Language, time zone, look. `apply(name, value)` is called for each change. */
export function openSettings(
  preferences: Preferences,
  apply: (name: keyof Choices, value: string) => void,
): HTMLDialogElement {
  const choice = (
    label: string,
    property: keyof Choices,
    options: readonly (readonly [value: string, text: string])[],
  ) => {
    const id = `setting-${property}`;
    const select: HTMLSelectElement = h(
      'select',
      { id, on: { change: () => apply(property, select.value) } },
      options.map(([value, text]) => h('option', { value, text })),
    );
    select.value = preferences.get(property);
    return h('div', { class: 'field' }, h('label', { for: id, text: label }), select);
  };
  const zones = [...new Set(['UTC', localZone(), currentZone(), ...(Intl.supportedValuesOf?.('timeZone') ?? [])])].sort();
  const keys: HTMLInputElement = h('input', {
    type: 'checkbox',
    id: 'setting-keys',
    on: { change: () => apply('keys', keys.checked ? 'on' : 'off') },
  });
  keys.checked = preferences.get('keys') === 'on';
  return openDialog(t('settings.title'), [
    choice(t('settings.language'), 'language', LANGUAGES),
    choice(
      t('settings.zone'),
      'zone',
      zones.map((zone) => [zone, zone === localZone() ? t('settings.zone.local', { zone }) : zone.replaceAll('_', ' ')]),
    ),
    choice(t('settings.times'), 'times', [
      ['exact', t('settings.times.exact')],
      ['relative', t('settings.times.relative')],
    ]),
    choice(t('settings.theme'), 'theme', [
      ['auto', t('settings.theme.auto')],
      ['light', t('settings.theme.light')],
      ['dark', t('settings.theme.dark')],
    ]),
    h('div', { class: 'field check' }, keys, h('label', { for: 'setting-keys', text: t('settings.keys') })),
  ]);
}

/** Everything that is known of a message. */
export function openDetails(message: Message, people: People, conversation: Conversation): void {
  const hasRaw = Object.keys(message.raw).length > 0;
  openDialog(
    t('details.title'),
    [
      table([
        [t('details.sender'), name(people.nameOf(message.senderId))],
        [t('details.sent'), `${formatExact(message.sentAt)} (${formatRelative(message.sentAt)})`],
        [t('details.utc'), new Date(message.sentAt).toISOString()],
        [t('details.conversation'), name(people.titleOf(conversation))],
        [t('details.kind'), t(`kind.${message.kind}`)],
        [t('details.source-type'), message.sourceType],
        [t('details.expires'), message.expiresAt === null ? null : formatExact(message.expiresAt)],
        [t('details.reply-to'), message.replyTo && h('code', { text: message.replyTo })],
        [
          t('details.attachments'),
          message.attachments.length > 0 ? message.attachments.map(describeAttachment) : null,
        ],
        [
          t('reactions'),
          message.reactions.length > 0
            ? message.reactions.map((reaction) =>
                h(
                  'div',
                  {},
                  `${reaction.emoji} `,
                  name(people.nameOf(reaction.senderId)),
                  reaction.at === null ? '' : ` · ${formatExact(reaction.at)}`,
                ),
              )
            : null,
        ],
        [t('details.id'), h('code', { text: message.id })],
      ]),
      hasRaw ? h('h3', { text: t('details.raw') }) : null,
      hasRaw ? h('pre', { class: 'raw', dir: 'ltr', text: rawText(message.raw) }) : null,
    ],
    'wide',
  );
}

/** A conversation's members and facts. */
export function openConversationInfo(
  conversation: Conversation,
  people: People,
  losses: LossTable,
): void {
  openDialog(people.titleOf(conversation), [
    conversation.description ? h('p', { dir: 'auto', text: conversation.description }) : null,
    table([
      [t('details.kind'), t(`conversation.kind.${conversation.kind}`)],
      [t('info.messages'), formatNumber(conversation.count)],
      [
        t('info.period'),
        conversation.firstAt === null || conversation.lastAt === null
          ? null
          : `${formatDate(conversation.firstAt)} – ${formatDate(conversation.lastAt)}`,
      ],
      [t('details.id'), h('code', { text: conversation.id })],
    ]),
    losses.of('conversation', conversation.id).map((loss) =>
      h('p', { class: 'note', dir: 'auto', text: `${t('loss.in-conversation')} ${lossReason(loss)}` }),
    ),
    h('h3', { text: t('info.members', { n: conversation.memberIds.length }) }),
    h(
      'ul',
      { class: 'members' },
      conversation.memberIds.slice(0, 2000).map((id) =>
        h('li', {}, people.avatar(id), name(people.nameOf(id)), people.isSelf(id) ? h('span', { class: 'note', text: t('person.you') }) : null),
      ),
    ),
  ]);
}

/** Asks for a date and goes to its first millisecond. */
export function openJump(conversation: Conversation, go: (ms: number) => void): void {
  const first = conversation.firstAt ?? Date.now();
  const last = conversation.lastAt ?? first;
  const input = h('input', { type: 'date', id: 'jump-date', min: dayKey(first), max: dayKey(last), value: dayKey(first) });
  const form = h(
    'form',
    {
      class: 'jump',
      on: {
        submit: (event) => {
          event.preventDefault();
          const time = startOfDay(input.value);
          if (Number.isFinite(time)) {
            dialog.close();
            go(time);
          }
        },
      },
    },
    h('div', { class: 'field' }, h('label', { for: 'jump-date', text: t('jump.date') }), input),
    h('button', { class: 'primary', text: t('jump.go') }),
  );
  const years: HTMLElement[] = [];
  for (let year = Number(dayKey(first).slice(0, 4)); year <= Number(dayKey(last).slice(0, 4)) && years.length < 60; year++) {
    years.push(
      h('button', {
        type: 'button',
        class: 'chip',
        text: String(year),
        on: {
          click: () => {
            dialog.close();
            go(startOfDay(`${year}-01-01`));
          },
        },
      }),
    );
  }
  const dialog: HTMLDialogElement = openDialog(t('jump.title'), [
    h('p', { class: 'note', text: t('jump.period', { first: formatDate(first), last: formatDate(last) }) }),
    form,
    years.length > 1 ? h('div', { class: 'chips', role: 'group', 'aria-label': t('jump.years') }, years) : null,
  ]);
  input.focus();
}

/** Asks before an address is opened. */
export function openAddressDialog(address: string): void {
  const dialog: HTMLDialogElement = openDialog(t('address.title'), [
    h('p', { text: t('address.warning') }),
    h('p', {}, h('code', { class: 'whole-address', dir: 'ltr', text: address })),
    h(
      'div',
      { class: 'buttons' },
      h('a', {
        class: 'button',
        href: address,
        target: '_blank',
        rel: 'noopener noreferrer',
        text: t('address.open'),
        on: { click: () => dialog.close() },
      }),
      h('button', { type: 'button', class: 'primary', text: t('address.stay'), autofocus: true, on: { click: () => dialog.close() } }),
    ),
  ]);
}

/** Says what went wrong in plain words. */
export function openError(message: string, detail: string | null): void {
  openDialog(t('error.title'), [
    h('p', { text: message }),
    detail ? h('p', { class: 'note', text: detail }) : null,
    h('p', { text: t('error.safe') }),
  ]);
}

