// adapters/web/page/panes.js: which room, thread or page is open, as the address says.
// SPDX-License-Identifier: BSD-3-Clause
import { Room } from './room.js';
import { address, parse } from './route.js';
import { Thread } from './thread.js';

const NARROW = '(max-width: 719px)';
const QUIET_ROOM = 200; // messages that a room keeps in memory while another is open

export class Panes {
  constructor(app) {
    Object.assign(this, { app, route: parse(location.hash), pane: null, panel: null });
    addEventListener('hashchange', () => this.arrive(parse(location.hash)));
    // A phone that is turned has room for more than the list.
    matchMedia(NARROW).addEventListener('change', () => this.arrive(parse(location.hash)));
  }

  // Everything that is open, made anew.
  mount() {
    this.pane?.stop();
    this.panel?.stop();
    this.pane = null;
    this.panel = null;
    if (!this.route.room && !this.narrow()) {
      this.route = { room: this.firstRoom(), thread: 0, home: false };
      history.replaceState(null, '', address(this.route));
    }
    this.place();
  }

  narrow() {
    return matchMedia(NARROW).matches;
  }

  firstRoom() {
    const rooms = [...this.app.store.rooms.values()].filter(({ member }) => member);
    return (rooms.find(({ kind }) => kind === 'room') ?? rooms[0])?.id ?? null;
  }

  // What is in the address now. Only what is different is made anew.
  arrive(route) {
    if (!this.app.sidebar) {
      this.route = route;
      return;
    }
    const before = this.route;
    if (!route.room && !this.narrow()) route = { ...route, room: before.room ?? this.firstRoom() };
    this.route = route;
    this.place();
    const moved = before.room !== route.room || before.home !== route.home;
    if (moved && before.room) this.app.store.trim(this.app.store.timeline(before.room), QUIET_ROOM);
    if (moved && route.room && !route.thread) this.pane.focus();
    if (!route.room) this.app.root.querySelector('.places a')?.focus();
  }

  place() {
    const { room, thread, home } = this.route;
    if (!this.pane || this.pane.room !== room || this.pane.home !== home) {
      this.pane?.stop();
      this.pane = new Room(this.app, { room, home });
      this.app.sidebar.element.after(this.pane.element);
      this.app.root.dataset.pane = room ? 'room' : 'rooms';
      this.app.sidebar.alone(!room);
      this.pane.open();
    }
    if (this.panel && (this.panel.root !== thread || this.panel.room !== room)) {
      this.panel.stop();
      this.panel = null;
    }
    if (thread && !this.panel) {
      this.panel = new Thread(this.app, { room, root: thread });
      this.app.root.append(this.panel.element);
      this.panel.open();
    }
    this.app.root.classList.toggle('with-thread', Boolean(this.panel));
    this.app.sidebar.render();
    this.app.announcer.title(this.app);
  }

  go(route) {
    const to = address(route);
    if (location.hash === to) this.arrive(parse(to));
    else location.hash = to;
  }

  chosen() {
    if (parse(location.hash).room === this.route.room) this.pane?.focus();
  }

  // I am in the open room now, or no longer; or it is gone.
  turned(it) {
    if (!it) return this.go({ room: this.narrow() ? null : this.firstRoom() });
    this.pane.stop();
    this.pane = null;
    this.place();
    return this.pane.focus();
  }
}
