//! Finds the messages that others of a conversation refer to.

import { at } from '../core/lists.ts';
import type { Conversation, Message } from '../core/model.ts';
import { RecentMap } from '../core/recent.ts';
import { pageOf, type DataSource } from '../data/data-source.ts';
import type { MessageList } from './message-list.ts';

export class MessageFinder {
  private readonly source: DataSource;
  private readonly conversation: Conversation;
  private readonly located = new RecentMap<string, Promise<number>>(500);

  /** For one conversation. */
  constructor(source: DataSource, conversation: Conversation) {
    this.source = source;
    this.conversation = conversation;
  }

  /** A message's place in the conversation, by its id; -1 where it isn't in it. */
  locate(id: string): Promise<number> {
    const known = this.located.get(id);
    if (known) {
      return known;
    }
    const place = this.source.locate(this.conversation, id);
    // What failed once may do later.
    place.catch(() => this.located.delete(id));
    this.located.set(id, place);
    return place;
  }

  /** A message by its id, out of the list that shows the conversation where it is there. */
  async message(id: string, list: MessageList, stillShown: () => boolean): Promise<Message | null> {
    const ordinal = await this.locate(id);
    if (ordinal < 0 || !stillShown()) {
      return null;
    }
    const loaded = list.message(ordinal);
    if (loaded) {
      return loaded;
    }
    const number = pageOf(list.pages, ordinal);
    const { start } = at(list.pages, number);
    const messages = await this.source.messages(this.conversation, number);
    return messages[ordinal - start] ?? null;
  }
}
