// adapters/web/page/socket.js: the WebSocket around link.js and outbox.js: timers, frames, and who waits for an ack.
// SPDX-License-Identifier: BSD-3-Clause
import { START, shown, step } from './link.js';
import { Outbox, newId } from './outbox.js';
import { forgetKept, sessionKeep } from './keep.js';
import { Pace } from './pace.js';

const SILENCE = 20_000; // an unanswered frame this old means that the connection is dead

export class Socket {
  // hears: frame(frame), state(name, why), pending() when the outbox has changed; rev() tells the highest revision seen.
  constructor(path, person, hears) {
    this.path = path;
    this.person = person;
    this.hears = hears;
    this.link = START;
    this.outbox = new Outbox(sessionKeep(person));
    this.waiting = new Map(); // id → resolve
    this.reads = new Map(); // room → message, the newest read mark of each
    this.tab = newId();
    this.socket = null;
    this.timer = null;
    this.pump = null;
    addEventListener('online', () => this.input({ in: 'wake' }));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.input({ in: 'wake' }));
    setInterval(() => this.listenForSilence(), 5000);
  }

  start() {
    this.input({ in: 'start' });
  }

  // Sends a frame until it is acknowledged; resolves with the ack, or with null when the page gave up on it.
  ask(frame) {
    const full = { ...frame, id: newId() };
    this.outbox.add(full, Date.now());
    const answer = new Promise((resolve) => this.waiting.set(full.id, resolve));
    this.hears.pending();
    this.flush();
    return answer;
  }

  // What is read is told once and without an ack; only the newest mark of a room is worth telling.
  read(room, message) {
    this.reads.set(room, message);
    this.flush();
  }

  retry(id) {
    this.outbox.retry(id);
    this.hears.pending();
    this.flush();
  }

  discard(id) {
    this.outbox.discard(id);
    this.hears.pending();
  }

  input(event) {
    const before = this.link;
    const [next, actions] = step(before, { random: Math.random(), ...event });
    this.link = next;
    for (const action of actions) this.act(action);
    if (before !== next) this.hears.state(shown(next), next.why, next.tries);
  }

  act(action) {
    switch (action.do) {
      case 'connect': return this.connect();
      case 'hello': return this.write({ do: 'hello', since: this.hears.rev(), tab: this.tab });
      case 'wait': return this.wait(action.pause, { in: 'due' });
      case 'leave': return this.leave();
      case 'drop': return this.drop();
      case 'probe': return this.probe();
      case 'blame': return this.blame();
      case 'repeat': return this.repeat();
      default: return undefined;
    }
  }

  wait(pause, event) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.input(event), pause);
  }

  connect() {
    this.drop();
    this.pace = new Pace();
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${this.path}ws`, 'usher.1');
    this.socket = socket;
    this.wait(SILENCE, { in: 'silent' });
    socket.onopen = () => this.input({ in: 'open' });
    socket.onclose = ({ code, reason }) => socket === this.socket && this.input({ in: 'close', code, reason });
    socket.onmessage = ({ data }) => socket === this.socket && this.hear(JSON.parse(data));
  }

  drop() {
    const old = this.socket;
    this.socket = null;
    if (old) old.close();
  }

  hear(frame) {
    if (frame.is === 'welcome') {
      clearTimeout(this.timer);
      if (frame.limits) this.pace.allow(frame.limits);
      this.hears.frame(frame);
      this.input({ in: 'welcome' });
    } else if (frame.is === 'ack') {
      const entry = this.outbox.ack(frame, Date.now());
      if (entry) {
        this.hears.ack?.(frame, entry.frame);
        this.waiting.get(frame.id)?.(frame);
        this.waiting.delete(frame.id);
        this.hears.pending();
      } else if (frame.error === 'shutting_down') {
        setTimeout(() => this.again(frame.id), 2000);
      }
    } else {
      this.hears.frame(frame);
    }
  }

  // Usher said that it is stopping, and then did not.
  again(id) {
    const entry = this.outbox.entries.get(id);
    if (entry) entry.sentAt = null;
    this.flush();
  }

  repeat() {
    this.outbox.renew();
    this.forgetAnswered();
    this.flush();
  }

  forgetAnswered() {
    for (const [id, resolve] of this.waiting) {
      if (this.outbox.entries.has(id)) continue;
      this.waiting.delete(id);
      resolve(null);
    }
  }

  blame() {
    this.outbox.blame(this.hears.blamed());
    this.forgetAnswered();
    this.hears.pending();
  }

  // Sends what is due, no faster than the server allows.
  flush() {
    clearTimeout(this.pump);
    while (this.link.phase === 'online') {
      const entry = this.outbox.next();
      const [read] = this.reads;
      if (!entry && !read) return;
      const pause = this.pace.take(performance.now());
      if (pause > 0) {
        this.pump = setTimeout(() => this.flush(), pause);
        return;
      }
      if (entry) {
        entry.sentAt = Date.now();
        this.write(entry.frame);
      } else {
        this.reads.delete(read[0]);
        this.write({ do: 'read', room: read[0], message: read[1] });
      }
    }
  }

  write(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  listenForSilence() {
    const since = this.outbox.waitingSince();
    if (this.link.phase === 'online' && since !== null && Date.now() - since > SILENCE) this.input({ in: 'silent' });
  }

  leave() {
    forgetKept(this.person);
    location.assign('/');
  }

  // Without its cookie the page's own address leads to the sign-in page.
  async probe() {
    try {
      const answer = await fetch(this.path, { redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect') location.assign('/');
    } catch {
      // no server; the next try will tell
    }
  }
}
