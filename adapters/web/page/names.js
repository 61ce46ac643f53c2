// adapters/web/page/names.js: what rooms and people are called, and how they are found in a text.
// SPDX-License-Identifier: BSD-3-Clause
import { mentionShape } from './text.js';

export class Names {
  constructor(store) {
    this.store = store;
    this.made = '';
  }

  // A conversation with Usher has its name; a group without one has those of its people.
  room(id) {
    const room = this.store.rooms.get(id);
    if (!room) return null;
    if (room.kind === 'direct') return this.store.bot.name;
    return room.name || (room.members ?? []).map((each) => this.store.nameOf(each)).join(', ');
  }

  everybody() {
    return [this.store.bot, this.store.me, ...this.store.people.values()];
  }

  // Made again only when there is somebody it does not know.
  shape() {
    const version = `${this.store.met} ${this.store.peopleVersion}`;
    if (version !== this.made) {
      this.made = version;
      this.expression = mentionShape(this.everybody());
    }
    return this.expression;
  }

  whoIs(word) {
    const low = word.toLowerCase();
    const all = this.everybody();
    return (all.find(({ id }) => id.toLowerCase() === low) ?? all.find(({ name }) => name.toLowerCase() === low))?.id;
  }
}
