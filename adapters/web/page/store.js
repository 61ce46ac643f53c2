// adapters/web/page/store.js: everything the server has told: rooms, people, messages. No DOM and no socket.
// SPDX-License-Identifier: BSD-3-Clause
import { Timeline } from './timeline.js';

export class Store {
  constructor() {
    this.reset();
    this.rev = 0;
    this.me = null;
    this.bot = { id: 'usher', name: 'Usher' };
    this.community = '';
    this.limits = { text: 4000 };
    this.home = null;
    this.met = 0; // grows with everybody who is new
    this.peopleVersion = 0; // grows when anybody's name changes: what shows names must be drawn again
  }

  reset() {
    this.rooms = new Map();
    this.people = new Map();
    this.messages = new Map();
    this.timelines = new Map(); // room id → Timeline
    this.threads = new Map(); // root message's id → Timeline
    this.authors = new Set(); // everybody that something shown here is by
    this.newest = new Map(); // room id → highest message id known in it, threads too
  }

  // Takes one frame in. Tells what changed: {rooms, people, me, home, all: booleans, logs: Set of room ids,
  // threads: Set of root ids, arrived: messages that were not known before}.
  apply(frame) {
    const change = { logs: new Set(), threads: new Set(), arrived: [] };
    switch (frame.is) {
      case 'welcome': this.welcome(frame, change); break;
      case 'changes':
        for (const message of frame.messages) this.take(message, change, true);
        this.rev = Math.max(this.rev, frame.rev);
        break;
      case 'room':
        if (this.rooms.get(frame.room.id)?.member !== frame.room.member) this.unload(frame.room.id);
        this.rooms.set(frame.room.id, frame.room);
        change.rooms = true;
        break;
      case 'gone':
        this.unload(frame.room);
        this.rooms.delete(frame.room);
        change.rooms = true;
        break;
      case 'person':
        change.people = this.person(frame.person);
        break;
      case 'me':
        this.me = { ...this.me, ...frame.me };
        change.me = true;
        break;
      case 'home':
        this.home = frame.doc;
        change.home = true;
        break;
      case 'read': this.read(frame.room, frame.message, change); break;
      default:
    }
    return change;
  }

  // True when what is already shown of somebody is no longer right. Newcomers are none of that.
  person(person) {
    const known = this.people.get(person.id);
    this.people.set(person.id, person);
    this.met += 1;
    const shown = known ? known.name !== person.name || known.role !== person.role : this.authors.has(person.id);
    if (shown) this.peopleVersion += 1;
    return shown;
  }

  welcome(frame, change) {
    if (frame.reset) this.reset();
    Object.assign(this, { me: frame.me, bot: frame.bot, community: frame.community, limits: frame.limits ?? this.limits });
    if (frame.home) this.home = frame.home;
    this.rooms = new Map(frame.rooms.map((room) => [room.id, room]));
    for (const person of frame.people) this.person(person);
    const here = new Set(frame.people.map(({ id }) => id));
    for (const id of this.people.keys()) if (!here.has(id)) this.people.delete(id);
    for (const message of frame.messages) this.take(message, change, false);
    if (frame.reset) {
      for (const [room, timeline] of this.timelines) Object.assign(timeline, { loaded: true, more: frame.more?.includes(room) ?? false });
    }
    this.rev = frame.reset ? frame.rev : Math.max(this.rev, frame.rev);
    Object.assign(change, { all: true, rooms: true, people: true, me: true, home: true });
  }

  // What is said in a room while one is out of it is not told: it is read anew when one is back.
  unload(room) {
    this.timelines.delete(room);
    for (const [root, { ids }] of this.threads) if (ids.some((id) => this.messages.get(id)?.room === room)) this.threads.delete(root);
  }

  timeline(room) {
    if (!this.timelines.has(room)) this.timelines.set(room, new Timeline());
    return this.timelines.get(room);
  }

  thread(root) {
    if (!this.threads.has(root)) this.threads.set(root, new Timeline());
    return this.threads.get(root);
  }

  take(message, change, live) {
    const known = this.messages.get(message.id);
    if (known && known.rev > message.rev) return;
    const line = message.thread ? this.thread(message.thread) : this.timeline(message.room);
    if (!line.add(message.id)) return;
    this.messages.set(message.id, message);
    this.authors.add(message.author);
    this.newest.set(message.room, Math.max(this.newest.get(message.room) ?? 0, message.id));
    if (message.thread) change.threads.add(message.thread);
    else change.logs.add(message.room);
    if (known || !live) return;
    change.arrived.push(message);
    this.comeOrGone(message, change);
    const room = this.rooms.get(message.room);
    if (room && message.kind === 'said' && !message.thread && message.author !== this.me.id && message.id > (room.read ?? 0)) {
      this.rooms.set(room.id, { ...room, unread: (room.unread ?? 0) + 1 });
      change.rooms = true;
    }
  }

  // Who is in a room is told by the message that says so; one's own membership comes with the room.
  comeOrGone({ room: id, kind, author }, change) {
    const room = this.rooms.get(id);
    if (!room?.members || (kind !== 'joined' && kind !== 'left')) return;
    const members = room.members.filter((member) => member !== author);
    if (kind === 'joined') members.push(author);
    this.rooms.set(id, { ...room, members });
    change.rooms = true;
  }

  // The ack of a `history`.
  stretch(ask, ack) {
    const change = { logs: new Set(), threads: new Set(), arrived: [] };
    const line = ask.thread ? this.thread(ask.thread) : this.timeline(ask.room);
    const ids = ack.messages.map(({ id }) => id);
    line.addStretch(ids, Boolean(ack.more), !ask.before);
    for (const message of ack.messages) this.take(message, change, false);
    if (ask.thread) change.threads.add(ask.thread);
    else change.logs.add(ask.room);
    return change;
  }

  read(id, message, change) {
    const room = this.rooms.get(id);
    if (!room || (room.read ?? 0) >= message) return;
    const unread = message >= (this.newest.get(id) ?? 0) ? 0 : room.unread;
    this.rooms.set(id, { ...room, read: message, unread });
    change.rooms = true;
  }

  // Memory does not grow with the day: a room that nobody looks at keeps its newest messages.
  trim(line, most) {
    for (const id of line.trim(most)) this.messages.delete(id);
  }

  nameOf(id) {
    if (id === this.bot.id) return this.bot.name;
    if (id === this.me?.id) return this.me.name;
    return this.people.get(id)?.name ?? id;
  }

  roleOf(id) {
    return id === this.me?.id ? this.me.role : (this.people.get(id)?.role ?? '');
  }

  unread() {
    let sum = 0;
    for (const room of this.rooms.values()) if (room.member) sum += room.unread ?? 0;
    return sum;
  }
}
