// adapters/web/page/log.js: the scrolling list of a room's or a thread's messages, and what one does in it.
// SPDX-License-Identifier: BSD-3-Clause
import { h, soon, sync } from './dom.js';
import { Deeds } from './deeds.js';
import { icon } from './icons.js';
import { itemsOf, stillPending } from './items.js';
import { drawItem, signature } from './message.js';
import { Roving } from './roving.js';
import { dayKey } from './time.js';
import { w } from './words.js';

const MOST = 500; // messages in the document at once
const STEP = 50; // of which so many go at once
const NEAR = 48; // so many pixels from the end still count as the end

export class Log extends Deeds {
  // thread: the id of its root, or 0 for the room itself. `seen` is called when the end is in view.
  constructor(app, { room, thread = 0, divider = null, seen = () => {} }) {
    super(app);
    Object.assign(this, { room, thread, divider, seen });
    this.soon = soon(() => this.element.isConnected && this.render());
    this.last = null; // the newest message shown, while older ones are being looked at; null follows the conversation
    this.pinned = true;
    this.older = h('button', { type: 'button', class: 'button small older', t: 'load-older', on: { click: () => this.loadOlder() } }, w('load_older'));
    this.list = h('div', { class: 'lines' });
    this.empty = h('p', { class: 'empty' }, thread ? w('thread_empty') : w('room_empty'));
    this.scroller = h('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': thread ? w('thread') : w('messages'), tabindex: 0, t: thread ? 'thread-list' : 'message-list' }, this.older, this.empty, this.list);
    this.jump = h('button', { type: 'button', class: 'jump', t: 'jump-newest', hidden: true, on: { click: () => this.toEnd() } }, icon('down'), w('newest'));
    this.element = h('div', { class: 'log-frame' }, this.scroller, this.jump);
    this.roving = new Roving(this);
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    // A composer that grows, or a keyboard that slides in, must not hide the newest message.
    this.sizes = new ResizeObserver(() => this.pinned && this.down());
    this.sizes.observe(this.scroller);
    this.sizes.observe(this.list);
  }

  stop() {
    this.sizes.disconnect();
  }

  timeline() {
    return this.thread ? this.app.store.thread(this.thread) : this.app.store.timeline(this.room);
  }

  lines() {
    const { ids } = this.timeline();
    const end = this.last === null ? ids.length : this.timeline().place(this.last) + 1;
    this.cut = end < ids.length;
    // In steps: if each new line took the first one away, all between them would have to be laid out again.
    const shown = ids.slice(Math.max(0, Math.ceil((end - MOST) / STEP) * STEP), end);
    if (!this.thread) return shown;
    // A thread begins with the message that it hangs on.
    const replies = shown.filter((id) => id !== this.thread);
    return this.app.store.messages.has(this.thread) ? [this.thread, ...replies] : replies;
  }

  render() {
    const { app, room, thread } = this;
    const { store } = app;
    const lines = this.lines();
    const items = itemsOf({
      lines, message: (id) => store.messages.get(id), dayOf: dayKey, divider: this.divider, me: store.me.id,
      locals: this.cut ? [] : app.localsOf(room, thread),
      pending: this.cut ? [] : stillPending({ sends: app.net.outbox.sends(), room, thread, landed: app.landed, recent: lines.slice(-60).map((id) => store.messages.get(id)), me: store.me.id }),
    });
    for (const item of items) item.sig = signature(this, item);
    const line = this.timeline();
    this.older.hidden = !(line.more || (lines.length > 0 && line.ids[0] < lines[thread ? 1 : 0]));
    this.empty.hidden = items.length > 0 || !line.loaded;
    const keep = this.pinned ? null : this.anchor();
    sync(this.list, items, (item) => drawItem(this, item));
    if (this.pinned) this.down();
    else if (keep?.node.isConnected) this.scroller.scrollTop += keep.node.getBoundingClientRect().top - keep.top;
    this.roving.refresh();
    // What made the list shorter may have brought its end into view without any scrolling.
    if (!this.cut && this.atEnd()) this.pinned = true;
    this.showJump();
    if (this.pinned) this.seen();
  }

  atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  // The first line in view and where it is, so that it can stay there while others come above it.
  anchor() {
    const { top } = this.scroller.getBoundingClientRect();
    for (const node of this.list.children) {
      const box = node.getBoundingClientRect();
      if (box.bottom > top && node.dataset.testid === 'message') return { node, top: box.top };
    }
    return null;
  }

  down() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  toEnd() {
    this.last = null;
    this.pinned = true;
    this.render();
    this.seen();
  }

  scrolled() {
    const atEnd = this.atEnd();
    if (atEnd && this.cut) return this.newer();
    this.pinned = atEnd;
    this.showJump();
    if (atEnd) this.seen();
    else if (this.last === null) this.hold();
    if (this.scroller.scrollTop < 80 && !this.older.hidden) this.loadOlder();
    return undefined;
  }

  // Somebody reads further up: a long list may not lose its upper lines to new ones.
  hold() {
    const { ids } = this.timeline();
    if (ids.length >= MOST) this.last = ids[ids.length - 1];
  }

  newer() {
    const { ids } = this.timeline();
    const at = Math.min(ids.length - 1, this.timeline().place(this.last) + MOST / 2);
    this.last = at >= ids.length - 1 ? null : ids[at];
    this.pinned = false;
    this.render();
  }

  showJump() {
    this.jump.hidden = this.pinned && !this.cut;
  }

  async loadOlder() {
    if (this.loading) return;
    const { ids, more } = this.timeline();
    const shown = this.lines().length;
    this.loading = true;
    this.pinned = false;
    if (more) {
      const before = ids[0] ?? 0;
      await this.app.history({ room: this.room, ...(this.thread ? { thread: this.thread } : {}), before });
    }
    const now = this.timeline().ids;
    if (now.length > MOST) {
      const end = this.last === null ? now.length : this.timeline().place(this.last) + 1;
      this.last = now[Math.max(MOST, end - MOST / 2) - 1];
    }
    this.render();
    this.loading = false;
    if (shown === 0) this.toEnd();
  }
}
