// A message as the reader uses it. It comes in the words of docs/archive-format.md; absent and
// null fields are the same, and whatever is not what it should be is taken as absent.

import { fold, holdsAll } from './text.ts';

const KINDS = new Set([
  'text',
  'file',
  'location',
  'call',
  'room-event',
  'verification',
  'deleted',
  'edit',
  'reaction',
  'unknown',
]);

/** The archive's words, and those of static pages for files that were not put beside them. */
const STATUSES = new Set(['present', 'missing', 'damaged', 'left-out', 'unreadable']);

function textOrNull(value) {
  return typeof value === 'string' ? value : null;
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

function objectOrEmpty(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function timeOrNull(value) {
  const ms = typeof value === 'number' ? value : Date.parse(value ?? '');
  return Number.isFinite(ms) ? ms : null;
}

function numberOrNull(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An attachment out of its JSON. */
function readAttachment(json) {
  const source = objectOrEmpty(json);
  const status = STATUSES.has(source.status) ? source.status : 'missing';
  const hash = textOrNull(source.sha256);
  return {
    name: textOrNull(source.name),
    mediaType: textOrNull(source.mediaType),
    size: numberOrNull(source.size) ?? -1,
    sha256: hash !== null && /^[0-9a-f]{64}$/.test(hash) ? hash : null,
    status,
    sourceId: textOrNull(source.sourceId),
    path: textOrNull(source.path),
  };
}

/** A message out of its JSON. */
export function readMessage(json) {
  const source = objectOrEmpty(json);
  const call = objectOrEmpty(source.call);
  const location = objectOrEmpty(source.location);
  const event = objectOrEmpty(source.roomEvent);
  return {
    id: textOrNull(source.id) ?? '',
    senderId: textOrNull(source.senderId),
    sentAt: timeOrNull(source.sentAt) ?? 0,
    kind: KINDS.has(source.kind) ? source.kind : 'unknown',
    text: textOrNull(source.text),
    attachments: list(source.attachments).map(readAttachment),
    replyTo: textOrNull(source.replyTo),
    edits: list(source.edits).map((edit) => ({
      at: timeOrNull(edit?.at),
      previousText: textOrNull(edit?.previousText),
    })),
    reactions: list(source.reactions).map((reaction) => ({
      senderId: textOrNull(reaction?.senderId),
      emoji: textOrNull(reaction?.emoji) ?? '?',
      at: timeOrNull(reaction?.at),
    })),
    expiresAt: timeOrNull(source.expiresAt),
    sourceType: source.sourceType === undefined ? '' : String(source.sourceType ?? ''),
    location: {
      latitude: numberOrNull(location.latitude),
      longitude: numberOrNull(location.longitude),
    },
    call: {
      status: textOrNull(call.status),
      durationSeconds: numberOrNull(call.durationSeconds),
      participantIds: list(call.participantIds).filter((id) => typeof id === 'string'),
    },
    roomEvent: {
      event: textOrNull(event.event),
      memberIds: list(event.memberIds).filter((id) => typeof id === 'string'),
    },
    targetId: textOrNull(
      objectOrEmpty(source.deleted).targetId ??
        objectOrEmpty(source.edit).targetId ??
        objectOrEmpty(source.reaction).targetId ??
        source.targetId,
    ),
    reaction: {
      emoji: textOrNull(objectOrEmpty(source.reaction).emoji) ?? '',
      removed: objectOrEmpty(source.reaction).removed === true,
    },
    raw: objectOrEmpty(source.raw),
  };
}

/** A conversation out of its JSON; `index` is its place in the archive. */
export function readConversation(json, index) {
  const source = objectOrEmpty(json);
  return {
    index,
    id: textOrNull(source.id) ?? '',
    kind: ['direct', 'group', 'room'].includes(source.kind) ? source.kind : 'group',
    title: textOrNull(source.title),
    description: textOrNull(source.description),
    memberIds: list(source.memberIds).filter((id) => typeof id === 'string'),
    messageFiles: list(source.messageFiles).filter((path) => typeof path === 'string'),
    count: Math.max(0, Math.trunc(numberOrNull(source.messageCount) ?? 0)),
    firstAt: timeOrNull(source.firstAt),
    lastAt: timeOrNull(source.lastAt),
  };
}

/** A person out of their JSON. */
export function readPerson(json) {
  const source = objectOrEmpty(json);
  const name = textOrNull(source.name);
  const displayName = textOrNull(source.displayName);
  const id = textOrNull(source.id) ?? '';
  return {
    id,
    name,
    displayName,
    self: source.self === true,
    shown: [displayName, name, id].find((candidate) => candidate?.trim()) ?? '?',
  };
}

/** A line of the loss report out of its JSON. */
export function readLoss(json) {
  const source = objectOrEmpty(json);
  return {
    what: textOrNull(source.what) ?? '',
    id: textOrNull(source.id) ?? '',
    reason: textOrNull(source.reason) ?? '',
    detail: textOrNull(source.detail),
    partial: source.partial === true,
  };
}

/** Everything of a message that a search looks at, folded. */
export function searchableText(message) {
  const parts = [];
  if (message.text) {
    parts.push(message.text);
  }
  for (const attachment of message.attachments) {
    if (attachment.name) {
      parts.push(attachment.name);
    }
  }
  for (const edit of message.edits) {
    if (edit.previousText) {
      parts.push(edit.previousText);
    }
  }
  return fold(parts.join('\n'));
}

/**
 * Whether a message is what a query asks for. A query is `{typed, needles, personIds,
 * conversationIds, since, until, withAttachment}`: what was typed and the needles in it; sets are
 * empty and times null where they ask for nothing.
 */
export function matchesQuery(message, query) {
  if (query.since !== null && message.sentAt < query.since) {
    return false;
  }
  if (query.until !== null && message.sentAt >= query.until) {
    return false;
  }
  if (query.personIds.size > 0 && !query.personIds.has(message.senderId)) {
    return false;
  }
  if (query.withAttachment && message.attachments.length === 0) {
    return false;
  }
  return query.needles.length === 0 || holdsAll(searchableText(message), query.needles);
}
