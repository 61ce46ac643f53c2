// adapters/web/page/reads.js: tells Usher what was read: the newest message, when it is in view and the tab is looked at.
// SPDX-License-Identifier: BSD-3-Clause

const PAUSE = 400;

export class Reads {
  constructor(app) {
    this.app = app;
    this.timer = null;
    this.room = null; // of what was seen and is not told yet
    this.newest = 0;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && app.pane?.log) this.seen(app.route.room);
    });
  }

  // What is looked at now. It is told after a pause, with what is the newest then; at once when one looks elsewhere.
  seen(room) {
    if (!this.inView(room)) return;
    if (this.room !== room) this.flush();
    this.room = room;
    this.newest = this.app.store.newest.get(room) ?? 0;
    this.timer ??= setTimeout(() => this.flush(), PAUSE);
  }

  inView(room) {
    const { app } = this;
    const log = app.pane?.log;
    return document.visibilityState === 'visible' && app.route.room === room && Boolean(log?.pinned) && log.element.offsetParent !== null;
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    const { room, app: { store } } = this;
    this.room = null;
    if (!room) return;
    const newest = this.inView(room) ? (store.newest.get(room) ?? 0) : this.newest;
    const it = store.rooms.get(room);
    if (!it?.member || newest === 0 || ((it.read ?? 0) >= newest && !it.unread)) return;
    this.app.net.read(room, newest);
    this.app.took(store.apply({ is: 'read', room, message: newest }));
  }
}
