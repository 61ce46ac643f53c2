// adapters/web/page/thread.js: the panel of one thread, beside its room or, on a phone, in its place.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { iconButton } from './icons.js';
import { Composer } from './composer.js';
import { Log } from './log.js';
import { w } from './words.js';

export class Thread {
  constructor(app, { room, root }) {
    Object.assign(this, { app, room, root });
    this.log = new Log(app, { room, thread: root });
    this.composer = new Composer(app, { room, thread: root, label: w('reply_here'), t: { box: 'thread-composer', send: 'thread-send' } });
    const name = app.store.rooms.get(room)?.name ?? '';
    this.element = h('aside', { class: 'thread', 'aria-label': w('thread'), t: 'thread-panel' },
      h('header', { class: 'pane-head' },
        h('h2', { class: 'pane-title' }, w('thread')), h('span', { class: 'topic' }, app.roomName(room) ?? name),
        iconButton('close', w('close_thread'), { t: 'thread-close', on: { click: () => this.close() } })),
      this.log.element, this.composer.element);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      if (!this.log.close()) this.close();
    });
  }

  async open() {
    this.log.render();
    // Touch screens keep their keyboard down until somebody wants to write.
    if (!matchMedia('(pointer: coarse)').matches) this.composer.box.focus();
    await this.refill();
  }

  async refill() {
    const line = this.app.store.thread(this.root);
    if (!line.loaded) await this.app.history({ room: this.room, thread: this.root, before: 0 });
    this.log.render();
  }

  close() {
    this.app.go({ room: this.room });
    this.app.focusMessage(this.root);
  }

  stop() {
    this.log.stop();
    this.element.remove();
  }
}
