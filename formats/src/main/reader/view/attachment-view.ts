//! An attachment in a message: a picture that opens large, a player, or a document to save. Boxes
//! have their size before anything is loaded, so that a list doesn't jump while it is read.

import { lossDetail, type LossTable } from '../core/losses.ts';
import type { Attachment, AttachmentStatus } from '../core/model.ts';
import type { Needle } from '../core/text.ts';
import { formatBytes, t, type WordKey } from '../core/words.ts';
import { readableFileName, safeFileName, shownAs, type DataSource } from '../data/data-source.ts';
import { markedText } from './rich-text.ts';
import { h, icon, name } from './dom.ts';

/** What an attachment needs to be shown. */
export interface AttachmentContext {
  readonly source: DataSource;
  /** Hits to mark. */
  readonly needles: readonly Needle[];
  readonly losses: LossTable;
  readonly openPicture: (attachment: Attachment) => void;
}

/** The element for one attachment. */
export function attachmentView(attachment: Attachment, context: AttachmentContext): HTMLElement {
  if (attachment.status !== 'present') {
    return absent(attachment, attachment.status, context);
  }
  switch (shownAs(attachment).how) {
    case 'picture':
      return picture(attachment, context);
    case 'audio':
      return player('audio', attachment, context);
    case 'video':
      return player('video', attachment, context);
    default:
      return documentRow(attachment, context);
  }
}

/** Says what kind of thing is not there, and why. */
function absent(
  attachment: Attachment,
  status: Exclude<AttachmentStatus, 'present'>,
  context: AttachmentContext,
): HTMLElement {
  const { how } = shownAs(attachment);
  return h(
    'div',
    { class: 'attachment absent' },
    icon('missing'),
    h(
      'div',
      { class: 'attachment-words' },
      attachment.name ? h('bdi', { class: 'file-name' }, markedText(readableFileName(attachment.name), context.needles)) : null,
      h('span', { class: 'note', text: t(`absent.${status}.${how}`) }),
      attachment.size >= 0 ? h('span', { class: 'note', text: formatBytes(attachment.size) }) : null,
      context.losses.of('attachment', attachment.sourceId).map((loss) => h('span', { class: 'note', dir: 'auto', text: lossDetail(loss) })),
    ),
  );
}

function picture(attachment: Attachment, context: AttachmentContext): HTMLElement {
  const shown = readableFileName(attachment.name) || t('attachment.picture');
  const image = h('img', { alt: shown, loading: 'lazy', decoding: 'async' });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': t('picture.open', { name: shown }),
      on: { click: () => context.openPicture(attachment) },
    },
    image,
  );
  image.addEventListener('load', () => button.classList.add('loaded'));
  image.addEventListener('error', () => {
    const row = documentRow(attachment, context, 'picture.unreadable');
    button.replaceWith(row);
  });
  context.source.attachmentUrl(attachment).then((url) => {
    if (url) {
      image.src = url;
    } else {
      button.replaceWith(absent(attachment, 'missing', context));
    }
  });
  return button;
}

function player(
  kind: 'audio' | 'video',
  attachment: Attachment,
  context: AttachmentContext,
): HTMLElement {
  const media = h(kind, {
    controls: true,
    preload: kind === 'video' ? 'metadata' : 'none',
    'aria-label': readableFileName(attachment.name) || t(`attachment.${kind}`),
  });
  const box = h('div', { class: `attachment ${kind}` }, media, documentRow(attachment, context));
  media.addEventListener('error', () => media.remove());
  context.source.attachmentUrl(attachment).then((url) => {
    if (url) {
      media.src = url;
    } else {
      box.replaceWith(absent(attachment, 'missing', context));
    }
  });
  return box;
}

function documentRow(
  attachment: Attachment,
  context: AttachmentContext,
  noteKey: WordKey | null = null,
): HTMLElement {
  const shown = readableFileName(attachment.name) || t('attachment.document');
  const link = h(
    'a',
    {
      class: 'attachment document',
      download: safeFileName(attachment.name, 'file'),
      target: '_blank',
      rel: 'noopener noreferrer',
      'aria-label': t('attachment.save', { name: shown, size: formatBytes(attachment.size) }),
    },
    icon('file'),
    h(
      'div',
      { class: 'attachment-words' },
      h('bdi', { class: 'file-name' }, markedText(shown, context.needles)),
      h('span', {
        class: 'note',
        text: [ending(attachment.name), formatBytes(attachment.size)].filter(Boolean).join(' · '),
      }),
      noteKey ? h('span', { class: 'note', text: t(noteKey) }) : null,
    ),
    icon('save'),
  );
  context.source.attachmentUrl(attachment).then((url) => {
    if (url) {
      link.href = url;
    } else {
      link.replaceWith(absent(attachment, 'missing', context));
    }
  });
  return link;
}

function ending(fileName: string | null): string {
  return /\.([\p{L}\p{N}]{1,8})$/u.exec(fileName ?? '')?.[1]?.toUpperCase() ?? '';
}

/** Sentences about an attachment for the details of a message. */
export function describeAttachment(attachment: Attachment): HTMLElement {
  const parts = [readableFileName(attachment.name) ?? t('attachment.unnamed'), formatBytes(attachment.size)];
  if (attachment.mediaType) {
    parts.push(attachment.mediaType);
  }
  return h(
    'div',
    {},
    name(parts.join(' · ')),
    attachment.sha256 ? h('code', { class: 'hash', text: `SHA-256 ${attachment.sha256}` }) : null,
    attachment.status === 'present'
      ? null
      : h('span', { class: 'note', text: t(`absent.${attachment.status}.document`) }),
  );
}
