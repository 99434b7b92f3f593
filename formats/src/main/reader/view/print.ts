//! Printing a stretch of a conversation: the list keeps only a window of it in the page, so what is
//! to be printed is laid out on its own, in full, and taken away again.

import type { Conversation, Message } from '../core/model.ts';
import { dayKey, currentZone, endOfDay, formatDate, startOfDay } from '../core/times.ts';
import { t } from '../core/words.ts';
import type { DataSource } from '../data/data-source.ts';
import { h } from './dom.ts';
import { openDialog } from './dialogs.ts';
import { tellFailure } from './failure.ts';
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
          const days = { from: from.value, to: to.value };
          try {
            const words = await print(source, conversation, context, days, () => dialog.open);
            status.textContent = words ?? '';
            if (words === null) {
              dialog.close();
            }
          } catch (error) {
            status.textContent = '';
            tellFailure(error);
          } finally {
            button.disabled = false;
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
  const dialog: HTMLDialogElement = openDialog(t('print.title'), [h('p', { text: t('print.intro', { n: MOST }) }), form]);
}

/** Prints as long as it is wanted, and says why nothing was printed; null where that is known. */
async function print(
  source: DataSource,
  conversation: Conversation,
  context: MessageContext,
  days: { readonly from: string; readonly to: string },
  wanted: () => boolean,
): Promise<string | null> {
  const since = startOfDay(days.from);
  const until = endOfDay(days.to);
  if (!(since < until)) {
    return t('print.no-days');
  }
  const messages: Message[] = [];
  const pages = await source.pages(conversation);
  for (const [number, { firstAt, lastAt }] of pages.entries()) {
    if (lastAt >= since && firstAt < until) {
      const page = await source.messages(conversation, number);
      messages.push(...page.filter(({ sentAt }) => sentAt >= since && sentAt < until));
      if (messages.length > MOST) {
        return t('print.too-many', { n: MOST });
      }
      if (!wanted()) {
        return null;
      }
    }
  }
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last) {
    return t('print.nothing');
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
  const leave = () => {
    document.body.classList.remove('printing');
    sheet.remove();
  };
  await picturesLoaded(sheet);
  if (!wanted()) {
    leave();
    return null;
  }
  addEventListener('afterprint', leave, { once: true });
  globalThis.print();
  return null;
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
