//! Who is who: names, initials and colours. A person has the same colour everywhere.

import type { Conversation, Person } from '../core/model.ts';
import { formatList, t } from '../core/words.ts';
import { h } from './dom.ts';

const COLOURS = 8;

export class People {
  readonly list: readonly Person[];
  private readonly byId: ReadonlyMap<string, Person>;

  constructor(list: readonly Person[]) {
    this.byId = new Map(list.map((person) => [person.id, person]));
    this.list = list;
  }

  /** The name to show for an id; people the archive doesn't list go by their id. */
  nameOf(id: string | null): string {
    if (id === null) {
      return t('person.unknown');
    }
    return this.byId.get(id)?.shown ?? id;
  }

  isSelf(id: string | null): boolean {
    return id !== null && this.byId.get(id)?.self === true;
  }

  /** The class that gives a person their colour. */
  colourOf(id: string | null): string {
    let hash = 7;
    for (const character of id ?? '') {
      hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
    }
    return `person-${hash % COLOURS}`;
  }

  avatar(id: string | null): HTMLElement {
    return h('span', {
      class: `avatar ${this.colourOf(id)}`,
      'aria-hidden': 'true',
      text: initials(this.nameOf(id)),
    });
  }

  /** What a conversation is called: its title, or the names of the others in it. */
  titleOf(conversation: Conversation): string {
    if (conversation.title?.trim()) {
      return conversation.title;
    }
    const others = conversation.memberIds.filter((id) => !this.isSelf(id));
    if (others.length === 0) {
      return conversation.memberIds.length > 0 ? t('conversation.self') : t('conversation.untitled');
    }
    const shown = others.slice(0, 4).map((id) => this.nameOf(id));
    if (others.length > 4) {
      shown.push(t('conversation.others', { n: others.length - 4 }));
    }
    return formatList(shown);
  }
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = [...(words[0] ?? name)][0] ?? '?';
  const second = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + second).toUpperCase();
}
