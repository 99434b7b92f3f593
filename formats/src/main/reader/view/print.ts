//! Printing a stretch of a conversation: the list keeps only a window of it in the page, so what is
//! to be printed is laid out on its own, in full, and taken away again.

import type { Conversation, Message } from '../core/model.ts';
import { dayKey, currentZone, formatDate, startOfDay } from '../core/times.ts';
import { t } from '../core/words.ts';
import type { DataSource } from '../data/data-source.ts';
import { h } from './dom.ts';
import { openDialog } from './dialogs.ts';
import { continues, dayLine, messageView, type MessageContext } from './message-view.ts';

const MOST = 5000;
const PICTURES_WAIT = 8000;

/** Asks which days, then prints them. */
export function openPrint(
  source: DataSource,
  conversation: Conversation,
  context: MessageContext,
  around: { readonly from: number; readonly to: number },
): void {
  const from = h('input', { type: 'date', id: 'print-from', value: dayKey(around.from) });
  const to = h('input', { type: 'date', id: 'print-to', value: dayKey(around.to) });
  const status = h('p', { class: 'note', role: 'status' });
  const button = h('button', { class: 'primary', text: t('print.print') });
  const form = h(
    'form',
    {
      on: {
        submit: async (event) => {
          event.preventDefault();
          button.disabled = true;
          status.textContent = t('print.preparing');
          const done = await print(source, conversation, context, from.value, to.value, (words) => {
            status.textContent = words;
          });
          button.disabled = false;
          if (done) {
            dialog.close();
          }
        },
      },
    },
    h(
      'div',
      { class: 'pair' },
      h('div', { class: 'field' }, h('label', { for: 'print-from', text: t('filter.since') }), from),
      h('div', { class: 'field' }, h('label', { for: 'print-to', text: t('filter.until') }), to),
    ),
    h('div', { class: 'buttons' }, button),
    status,
  );
  const dialog = openDialog(t('print.title'), [h('p', { text: t('print.intro', { n: MOST }) }), form]);
}

/** Prints, and tells whether there was anything to print. */
async function print(
  source: DataSource,
  conversation: Conversation,
  context: MessageContext,
  fromDay: string,
  toDay: string,
  say: (words: string) => void,
): Promise<boolean> {
  const since = startOfDay(fromDay);
  const until = startOfDay(toDay) + 86400000;
  if (!(since < until)) {
    say(t('print.no-days'));
    return false;
  }
  const messages: Message[] = [];
  const pages = await source.pages(conversation);
  for (const [number, { firstAt, lastAt }] of pages.entries()) {
    if (lastAt >= since && firstAt < until) {
      const page = await source.messages(conversation, number);
      messages.push(...page.filter((message) => message.sentAt >= since && dayKey(message.sentAt) <= toDay));
      if (messages.length > MOST) {
        say(t('print.too-many', { n: MOST }));
        return false;
      }
    }
  }
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last) {
    say(t('print.nothing'));
    return false;
  }
  const sheet = h('section', { class: 'print-sheet' });
  sheet.append(
    h('h1', { dir: 'auto', text: context.people.titleOf(conversation) }),
    h('p', {
      class: 'note',
      text: t('print.heading', {
        first: formatDate(first.sentAt),
        last: formatDate(last.sentAt),
        n: messages.length,
        zone: currentZone(),
      }),
    }),
  );
  let previous: Message | null = null;
  for (const [i, message] of messages.entries()) {
    const sameDay: boolean = previous !== null && dayKey(previous.sentAt) === dayKey(message.sentAt);
    if (!sameDay) {
      sheet.append(dayLine(message.sentAt));
    }
    sheet.append(
      messageView(message, context, {
        grouped: continues(previous, message, sameDay),
        position: i + 1,
        size: messages.length,
      }),
    );
    previous = message;
  }
  for (const details of sheet.querySelectorAll('details')) {
    details.open = true;
  }
  document.body.append(sheet);
  document.body.classList.add('printing');
  await picturesLoaded(sheet);
  const leave = () => {
    document.body.classList.remove('printing');
    sheet.remove();
  };
  addEventListener('afterprint', leave, { once: true });
  globalThis.print();
  return true;
}

/** Waits for the pictures, but not for ever. */
function picturesLoaded(sheet: HTMLElement): Promise<unknown> {
  const loading = [...sheet.querySelectorAll('img')].map((image) => {
    image.loading = 'eager';
    return new Promise<void>((resolve) => {
      image.addEventListener('load', () => resolve());
      image.addEventListener('error', () => resolve());
      if (image.complete && image.src) {
        resolve();
      }
    });
  });
  return Promise.race([
    Promise.all(loading),
    new Promise((resolve) => setTimeout(resolve, PICTURES_WAIT)),
  ]);
}
