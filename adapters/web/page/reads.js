// adapters/web/page/reads.js: tells Usher what was read: the newest message, when it is in view and the tab is looked at.
// SPDX-License-Identifier: BSD-3-Clause

const PAUSE = 400;

export class Reads {
  constructor(app) {
    this.app = app;
    this.timer = null;
    this.room = null;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && app.pane?.log) this.seen(app.route.room);
    });
  }

  seen(room) {
    if (this.room === room) return; // it will be told anyway, with what is the newest then
    clearTimeout(this.timer);
    this.room = room;
    this.timer = setTimeout(() => {
      this.room = null;
      this.tell(room);
    }, PAUSE);
  }

  tell(room) {
    const { app } = this;
    const { store } = app;
    const log = app.pane?.log;
    if (document.visibilityState !== 'visible' || app.route.room !== room || !log?.pinned || log.element.offsetParent === null) return;
    const newest = store.newest.get(room) ?? 0;
    const it = store.rooms.get(room);
    if (!it?.member || newest === 0 || ((it.read ?? 0) >= newest && !it.unread)) return;
    app.net.read(room, newest);
    app.took(store.apply({ is: 'read', room, message: newest }));
  }
}
