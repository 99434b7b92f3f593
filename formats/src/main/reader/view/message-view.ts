//! One message as it stands in the list: a bubble for what people wrote, a quiet line for what
//! happened. Kinds this reader doesn't know are shown as what they are: unknown, with their fields.

import { lossDetail } from '../core/losses.ts';
import type { JsonObject, Message } from '../core/model.ts';
import { formatDate, formatDay, formatDuration, formatExact, formatRelative, formatTime } from '../core/times.ts';
import { formatList, t } from '../core/words.ts';
import { readableFileName } from '../data/data-source.ts';
import { attachmentView, type AttachmentContext } from './attachment-view.ts';
import { h, hidden, icon, iconButton, name, type Child } from './dom.ts';
import type { People } from './people.ts';
import { isOnlyEmoji, snippet, textBlock, type OpenAddress } from './rich-text.ts';

/** What a message needs to be shown. */
export interface MessageContext extends AttachmentContext {
  readonly people: People;
  /** `exact` or `relative`. */
  readonly times: string;
  readonly openDetails: (message: Message) => void;
  readonly jumpTo: (id: string) => void;
  readonly messageById: (id: string) => Promise<Message | null>;
  readonly openAddress: OpenAddress;
}

/** Where a message stands: whether it goes on with the one before, and its number from 1 on. */
export interface Place {
  readonly grouped: boolean;
  readonly position: number;
  readonly size: number;
}

const BUBBLES: ReadonlySet<string> = new Set(['text', 'file', 'location', 'edit', 'unknown']);

const ROOM_EVENTS = [
  'created',
  'members-changed',
  'member-left',
  'parameters-changed',
  'room-deleted',
] as const;

/** Whether two messages one after the other look like one turn of the same person. */
export function continues(
  previous: Message | null,
  message: Message,
  sameDay: boolean,
): boolean {
  return (
    previous !== null &&
    sameDay &&
    BUBBLES.has(previous.kind) &&
    previous.senderId === message.senderId &&
    message.sentAt - previous.sentAt < 5 * 60000
  );
}

/** The line between two days. */
export function dayLine(sentAt: number): HTMLElement {
  return h('h3', { class: 'day' }, h('span', { text: formatDay(sentAt) }));
}

/** The `article` of one message. */
export function messageView(
  message: Message,
  context: MessageContext,
  { grouped, position, size }: Place,
): HTMLElement {
  const own = context.people.isSelf(message.senderId);
  const article = h('article', {
    class: 'message',
    tabindex: '-1',
    'aria-posinset': position,
    'aria-setsize': size,
  });
  if (!BUBBLES.has(message.kind)) {
    article.classList.add('event');
    article.append(eventLine(message, context));
    return article;
  }
  article.classList.add(own ? 'own' : 'other', `kind-${message.kind}`);
  if (grouped) {
    article.classList.add('grouped');
  }
  const body = h('div', { class: 'bubble' });
  const sender = context.people.nameOf(message.senderId);
  if (grouped || own) {
    body.append(hidden(`${sender}: `));
  } else {
    body.append(name(sender, `sender ${context.people.colourOf(message.senderId)}`));
  }
  if (message.replyTo) {
    body.append(replyLine(message.replyTo, context));
  }
  body.append(...content(message, context));
  body.append(footer(message, context));
  article.append(own || grouped ? '' : context.people.avatar(message.senderId), body);
  if (message.reactions.length > 0) {
    body.classList.add('with-reactions');
    body.append(reactionRow(message, context));
  }
  const text = message.text ?? '';
  if (message.kind === 'text' && message.attachments.length === 0 && isOnlyEmoji(text)) {
    article.classList.add('only-emoji');
  }
  return article;
}

function content(message: Message, context: MessageContext): Node[] {
  const nodes: Node[] = [];
  if (message.kind === 'edit') {
    nodes.push(targetLine(t('event.edit'), message, context));
  }
  if (message.kind === 'unknown') {
    nodes.push(unknownNote(message));
  }
  if (message.kind === 'location') {
    nodes.push(locationBlock(message));
  }
  if (message.attachments.length > 0) {
    const pictures = message.attachments.length > 1 ? 'attachments several' : 'attachments';
    nodes.push(
      h(
        'div',
        { class: pictures },
        message.attachments.map((attachment) => attachmentView(attachment, context)),
      ),
    );
  } else if (message.kind === 'file') {
    nodes.push(h('p', { class: 'note', text: t('file.nothing') }));
  }
  if (message.text) {
    nodes.push(textBlock(message.text, context.needles, context.openAddress));
  } else if (message.kind === 'text' && message.attachments.length === 0) {
    nodes.push(h('p', { class: 'note', text: t(message.text === '' ? 'text.empty' : 'text.absent') }));
  }
  if (message.edits.length > 0) {
    nodes.push(editHistory(message, context));
  }
  nodes.push(...lossNotes(message, context));
  return nodes;
}

/** What the report says of this very message. */
function lossNotes(message: Message, context: MessageContext): Node[] {
  return context.losses
    .of('message', message.id)
    .map((loss) =>
      h('p', { class: 'note loss-note', dir: 'auto' }, icon('warning'), h('span', {}, `${t('loss.in-message')} `, lossDetail(loss))),
    );
}

function footer(message: Message, context: MessageContext): HTMLElement {
  const time = h('time', {
    datetime: new Date(message.sentAt).toISOString(),
    title: `${formatExact(message.sentAt)} (${formatRelative(message.sentAt)})`,
    text: context.times === 'relative' ? formatRelative(message.sentAt) : formatTime(message.sentAt),
  });
  return h(
    'div',
    { class: 'footer' },
    message.expiresAt
      ? h('span', { class: 'expiry', title: t('expires', { date: formatExact(message.expiresAt) }) }, icon('clock'))
      : null,
    time,
    iconButton('more', t('message.details', { time: formatExact(message.sentAt) }), () => context.openDetails(message), {
      class: 'icon-button small',
      tabindex: '-1',
    }),
  );
}

function replyLine(id: string, context: MessageContext): HTMLElement {
  const line = h(
    'button',
    { type: 'button', class: 'reply', on: { click: () => context.jumpTo(id) } },
    icon('reply'),
    h('span', { class: 'note', text: t('reply.loading') }),
  );
  const tell = (target: Message | null) => {
    if (!target) {
      line.replaceChildren(icon('reply'), h('span', { class: 'note', text: t('reply.not-here') }));
      line.disabled = true;
      return;
    }
    line.replaceChildren(
      name(context.people.nameOf(target.senderId), `sender ${context.people.colourOf(target.senderId)}`),
      h('span', { class: 'quoted', dir: 'auto' }, quotedText(target)),
    );
    line.setAttribute(
      'aria-label',
      t('reply.to', { name: context.people.nameOf(target.senderId), text: plainSummary(target).slice(0, 80) }),
    );
  };
  // Where it can't be read the line stays as it is: whoever follows it is told.
  context.messageById(id).then(tell, () => {});
  return line;
}

function quotedText(message: Message): Child {
  return message.text ? snippet(message.text, [], 120) : [plainSummary(message)];
}

/** A message in one line, without names. */
export function plainSummary(message: Message): string {
  if (message.text) {
    return message.text;
  }
  if (message.attachments.length > 0) {
    return message.attachments.map((attachment) => readableFileName(attachment.name) ?? t('attachment.unnamed')).join(', ');
  }
  return t(`kind.${message.kind}`);
}

function editHistory(message: Message, context: MessageContext): HTMLElement {
  return h(
    'details',
    { class: 'edits' },
    h('summary', { text: t('edits.summary', { n: message.edits.length }) }),
    h(
      'ol',
      {},
      message.edits.map((edit) =>
        h(
          'li',
          {},
          edit.at ? h('span', { class: 'note', text: t('edits.until', { date: formatExact(edit.at) }) }) : null,
          edit.previousText === null
            ? h('span', { class: 'note', text: t('edits.lost') })
            : textBlock(edit.previousText, context.needles, context.openAddress),
        ),
      ),
    ),
  );
}

function reactionRow(message: Message, context: MessageContext): HTMLElement {
  const byEmoji = new Map<string, string[]>();
  for (const reaction of message.reactions) {
    const names = byEmoji.get(reaction.emoji) ?? [];
    names.push(context.people.nameOf(reaction.senderId));
    byEmoji.set(reaction.emoji, names);
  }
  return h(
    'ul',
    { class: 'reactions', 'aria-label': t('reactions') },
    [...byEmoji].map(([emoji, names]) =>
      h(
        'li',
        { title: formatList(names) },
        h('span', { text: emoji.slice(0, 24) }),
        names.length > 1 ? h('span', { class: 'count', text: String(names.length) }) : null,
        hidden(` ${formatList(names)}`),
      ),
    ),
  );
}

function locationBlock(message: Message): HTMLElement {
  const { latitude, longitude } = message.location;
  const known = latitude !== null && longitude !== null;
  return h(
    'div',
    { class: 'attachment place' },
    icon('place'),
    h(
      'div',
      { class: 'attachment-words' },
      h('span', { class: 'file-name', text: t('location') }),
      h('span', {
        class: 'note',
        dir: 'ltr',
        text: known ? `${latitude.toFixed(6)}, ${longitude.toFixed(6)}` : t('location.unknown'),
      }),
    ),
  );
}

function unknownNote(message: Message): HTMLElement {
  return h(
    'details',
    { class: 'unknown' },
    h('summary', { text: t('unknown.summary', { type: message.sourceType || '?' }) }),
    h('pre', { class: 'raw', dir: 'ltr', text: rawText(message.raw) }),
  );
}

/** Fields of the source as they came, for reading. */
export function rawText(raw: JsonObject): string {
  const text = JSON.stringify(raw, null, 2);
  return text.length > 20000 ? `${text.slice(0, 20000)}\n…` : text;
}

function targetLine(words: string, { targetId }: Message, context: MessageContext): HTMLElement {
  if (!targetId) {
    return h('span', { class: 'note', text: words });
  }
  return h('button', {
    type: 'button',
    class: 'link-button',
    text: words,
    on: { click: () => context.jumpTo(targetId) },
  });
}

/** The quiet line of something that happened. */
function eventLine(message: Message, context: MessageContext): HTMLElement {
  const who = context.people.nameOf(message.senderId);
  const words = h('span', { class: 'event-words', dir: 'auto' });
  words.append(...eventWords(message, context, who));
  if (message.text) {
    words.append(h('span', { class: 'event-text' }, textBlock(message.text, context.needles, context.openAddress)));
  }
  if (message.attachments.length > 0) {
    words.append(h('div', { class: 'attachments' }, message.attachments.map((attachment) => attachmentView(attachment, context))));
  }
  return h('div', { class: 'event-line' }, words, lossNotes(message, context), footer(message, context));
}

function eventWords(message: Message, context: MessageContext, who: string): (Node | string)[] {
  switch (message.kind) {
    case 'call': {
      const { status, durationSeconds, participantIds } = message.call;
      const parts = [t('event.call', { who })];
      if (status) {
        parts.push(status);
      }
      if (durationSeconds !== null) {
        parts.push(formatDuration(durationSeconds));
      }
      if (participantIds.length > 0) {
        parts.push(formatList(participantIds.map((id) => context.people.nameOf(id))));
      }
      return [icon('call'), parts.join(' · ')];
    }
    case 'room-event': {
      const names = message.roomEvent.memberIds.map((id) => context.people.nameOf(id));
      const event = ROOM_EVENTS.find((known) => known === message.roomEvent.event) ?? 'other';
      return [t(`event.room.${event}`, { who }), names.length > 0 ? `: ${formatList(names)}` : ''];
    }
    case 'verification':
      return [icon('check'), t('event.verification', { who })];
    case 'deleted':
      return [targetLine(t('event.deleted', { who }), message, context)];
    case 'reaction':
      return [
        targetLine(
          t(message.reaction.removed ? 'event.reaction-removed' : 'event.reaction', {
            who,
            emoji: message.reaction.emoji,
          }),
          message,
          context,
        ),
      ];
    default:
      return [t(`kind.${message.kind}`)];
  }
}

/** Date and time in one short line. */
export function shortStamp(ms: number): string {
  return `${formatDate(ms)}, ${formatTime(ms)}`;
}
