// adapters/web/page/locals.js: what only this tab shows, until it is loaded anew: typed commands, and Usher's notes.
// SPDX-License-Identifier: BSD-3-Clause
import { isSecretCommand } from './outbox.js';

const MOST = 60;

// What follows the word /report stays between its author and the committee, also on this screen.
const shownText = (text) => (isSecretCommand(text) ? `${text.trim().split(/\s/)[0]} …` : text.trim());

export class Locals {
  constructor(app) {
    this.app = app;
    this.items = [];
    this.count = 0;
  }

  add(item) {
    this.count += 1;
    const { store } = this.app;
    const line = item.thread ? store.thread(item.thread) : store.timeline(item.room);
    // It stands behind the newest message of now; the first one that comes later is beneath it.
    this.items.push({ ...item, key: `local-${this.count}`, after: line.ids.at(-1) ?? 0 });
    if (this.items.length > MOST) this.items.shift();
  }

  // Shown at once; `send` sends it.
  echo(frame, send) {
    const known = new Set(this.app.net.outbox.entries.keys());
    this.add({ kind: 'echo', room: frame.room, thread: frame.thread ?? 0, text: shownText(frame.text) });
    const mine = this.items.at(-1);
    send();
    mine.id = [...this.app.net.outbox.entries.keys()].find((id) => !known.has(id));
    this.app.draw();
  }

  note(room, doc) {
    this.add({ kind: 'note', room, thread: 0, doc });
  }

  of(room, thread) {
    const { entries } = this.app.net.outbox;
    return this.items.filter((item) => item.room === room && item.thread === thread).map((item) => ({ ...item, entry: item.kind === 'echo' ? entries.get(item.id) : undefined }));
  }

  dismiss(key) {
    this.items = this.items.filter((item) => item.key !== key);
  }

  discarded(id) {
    this.items = this.items.filter((item) => item.id !== id);
  }
}
