//! What a history consists of, as the reader uses it. Times are in ms since 1970 UTC.

import type { Needle } from './text.ts';

export const KINDS = [
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
] as const;

export type MessageKind = (typeof KINDS)[number];

/** The archive's words, and those of static pages for files that were not put beside them. */
export const STATUSES = ['present', 'missing', 'damaged', 'left-out', 'unreadable'] as const;

export type AttachmentStatus = (typeof STATUSES)[number];

export const CONVERSATION_KINDS = ['direct', 'group', 'room'] as const;

export type ConversationKind = (typeof CONVERSATION_KINDS)[number];

export interface Attachment {
  readonly name: string | null;
  readonly mediaType: string | null;
  /** In bytes; -1 where nobody knows. */
  readonly size: number;
  /** 64 hexadecimal digits; null where the content isn't there. */
  readonly sha256: string | null;
  readonly status: AttachmentStatus;
  readonly sourceId: string | null;
  /** Where static pages have the content, relative to the page. */
  readonly path: string | null;
}

/** An earlier text of a message, and until when it stood; null where that is lost. */
export interface Edit {
  readonly at: number | null;
  readonly previousText: string | null;
}

export interface Reaction {
  readonly senderId: string | null;
  readonly emoji: string;
  readonly at: number | null;
}

/** What belongs to another kind of message is null or empty. */
export interface Message {
  readonly id: string;
  readonly senderId: string | null;
  readonly sentAt: number;
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
  readonly replyTo: string | null;
  readonly edits: readonly Edit[];
  readonly reactions: readonly Reaction[];
  readonly expiresAt: number | null;
  readonly sourceType: string;
  readonly location: { readonly latitude: number | null; readonly longitude: number | null };
  readonly call: {
    readonly status: string | null;
    readonly durationSeconds: number | null;
    readonly participantIds: readonly string[];
  };
  readonly roomEvent: { readonly event: string | null; readonly memberIds: readonly string[] };
  /** The message that is deleted, edited or reacted to. */
  readonly targetId: string | null;
  readonly reaction: { readonly emoji: string; readonly removed: boolean };
  /** The source's own fields. */
  readonly raw: JsonObject;
}

export interface Conversation {
  /** Its place in the archive. */
  readonly index: number;
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly description: string | null;
  readonly memberIds: readonly string[];
  /** Paths in the archive, in order. */
  readonly messageFiles: readonly string[];
  /** How many messages it has. */
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly displayName: string | null;
  readonly self: boolean;
  /** The name to show. */
  readonly shown: string;
}

/** A line of the loss report. */
export interface Loss {
  readonly what: string;
  readonly id: string;
  readonly reason: string;
  readonly detail: string | null;
  /** Whether a part of it is there. */
  readonly partial: boolean;
}

/** What is searched for; sets are empty and times null where they ask for nothing. */
export interface Query {
  /** As it was typed. */
  readonly typed: string;
  /** What is in that. */
  readonly needles: readonly Needle[];
  readonly personIds: ReadonlySet<string>;
  readonly conversationIds: ReadonlySet<string>;
  readonly since: number | null;
  /** The first moment that is too late. */
  readonly until: number | null;
  readonly withAttachment: boolean;
}

/** JSON that nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;
