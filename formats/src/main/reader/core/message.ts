//! A message as the reader uses it. It comes in the words of docs/archive-format.md; absent and
//! null fields are the same, and whatever is not what it should be is taken as absent.

import {
  CONVERSATION_KINDS,
  KINDS,
  STATUSES,
  type Attachment,
  type Conversation,
  type Edit,
  type JsonObject,
  type Loss,
  type Message,
  type Person,
  type Query,
  type Reaction,
} from './model.ts';
import { fold, holdsAll } from './text.ts';

/** A text; null where it is none. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return list(value).filter((item) => typeof item === 'string');
}

function oneOf<T>(values: readonly T[], value: unknown, otherwise: T): T {
  return values.find((known) => known === value) ?? otherwise;
}

/** An object's fields; none where it is no object. */
export function objectOrEmpty(value: unknown): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

function timeOrNull(value: unknown): number | null {
  const ms = typeof value === 'number' ? value : Date.parse(String(value ?? ''));
  return Number.isFinite(ms) ? ms : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An attachment out of its JSON. */
function readAttachment(json: unknown): Attachment {
  const source = objectOrEmpty(json);
  const hash = textOrNull(source.sha256);
  return {
    name: textOrNull(source.name),
    mediaType: textOrNull(source.mediaType),
    size: numberOrNull(source.size) ?? -1,
    sha256: hash !== null && /^[0-9a-f]{64}$/.test(hash) ? hash : null,
    status: oneOf(STATUSES, source.status, 'missing'),
    sourceId: textOrNull(source.sourceId),
    path: textOrNull(source.path),
  };
}

function readEdit(json: unknown): Edit {
  const source = objectOrEmpty(json);
  return { at: timeOrNull(source.at), previousText: textOrNull(source.previousText) };
}

function readReaction(json: unknown): Reaction {
  const source = objectOrEmpty(json);
  return {
    senderId: textOrNull(source.senderId),
    emoji: textOrNull(source.emoji) ?? '?',
    at: timeOrNull(source.at),
  };
}

/** A message out of its JSON. */
export function readMessage(json: unknown): Message {
  const source = objectOrEmpty(json);
  const call = objectOrEmpty(source.call);
  const location = objectOrEmpty(source.location);
  const event = objectOrEmpty(source.roomEvent);
  return {
    id: textOrNull(source.id) ?? '',
    senderId: textOrNull(source.senderId),
    sentAt: timeOrNull(source.sentAt) ?? 0,
    kind: oneOf(KINDS, source.kind, 'unknown'),
    text: textOrNull(source.text),
    attachments: list(source.attachments).map(readAttachment),
    replyTo: textOrNull(source.replyTo),
    edits: list(source.edits).map(readEdit),
    reactions: list(source.reactions).map(readReaction),
    expiresAt: timeOrNull(source.expiresAt),
    sourceType: String(source.sourceType ?? ''),
    location: {
      latitude: numberOrNull(location.latitude),
      longitude: numberOrNull(location.longitude),
    },
    call: {
      status: textOrNull(call.status),
      durationSeconds: numberOrNull(call.durationSeconds),
      participantIds: texts(call.participantIds),
    },
    roomEvent: {
      event: textOrNull(event.event),
      memberIds: texts(event.memberIds),
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
export function readConversation(json: unknown, index: number): Conversation {
  const source = objectOrEmpty(json);
  return {
    index,
    id: textOrNull(source.id) ?? '',
    kind: oneOf(CONVERSATION_KINDS, source.kind, 'group'),
    title: textOrNull(source.title),
    description: textOrNull(source.description),
    memberIds: texts(source.memberIds),
    messageFiles: texts(source.messageFiles),
    count: Math.max(0, Math.trunc(numberOrNull(source.messageCount) ?? 0)),
    firstAt: timeOrNull(source.firstAt),
    lastAt: timeOrNull(source.lastAt),
  };
}

/** A person out of their JSON. */
export function readPerson(json: unknown): Person {
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
export function readLoss(json: unknown): Loss {
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
export function searchableText(message: Message): string {
  const parts: string[] = [];
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

/** Whether a message is what a query asks for. */
export function matchesQuery(message: Message, query: Query): boolean {
  if (query.since !== null && message.sentAt < query.since) {
    return false;
  }
  if (query.until !== null && message.sentAt >= query.until) {
    return false;
  }
  if (query.personIds.size > 0 && !query.personIds.has(message.senderId ?? '')) {
    return false;
  }
  if (query.withAttachment && message.attachments.length === 0) {
    return false;
  }
  return query.needles.length === 0 || holdsAll(searchableText(message), query.needles);
}
