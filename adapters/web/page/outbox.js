// adapters/web/page/outbox.js: what was sent and not yet acknowledged. It is repeated with the same id until it is.
// SPDX-License-Identifier: BSD-3-Clause

// What is typed into a report, or into a form, is never written down; nor what looks like a misspelt /report.
const SECRET = /^\s*(?:@usher[,:]?\s*)?(?:[/／]\s*[repot]{4,}|report\b)/i;
export const isSecretCommand = (text) => SECRET.test(text);

export const isCommand = (text) => text.trimStart().startsWith('/');

// Questions whose answer is of no use later are not repeated over a new connection.
const FLEETING = new Set(['complete']);
// What a person did, and would miss after a reload.
const KEPT = new Set(['send', 'edit', 'delete', 'react', 'join', 'leave']);

const keepable = ({ frame }) => KEPT.has(frame.do) && !(frame.text && isSecretCommand(frame.text));

// Begins with the time, so that the newest stand together in the server's index; the rest is random.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return Date.now().toString(16).padStart(12, '0') + random;
}

export class Outbox {
  // `keep` has load() and save(list); a test gives its own.
  constructor(keep = { load: () => [], save: () => {} }) {
    this.keep = keep;
    this.entries = new Map();
    for (const { frame, error, at } of keep.load()) this.entries.set(frame.id, { frame, error: error ?? null, at, sentAt: null });
  }

  add(frame, now) {
    const entry = { frame, error: null, at: now, sentAt: null };
    this.entries.set(frame.id, entry);
    this.save();
    return entry;
  }

  // The next one to be sent on this connection, oldest first.
  next() {
    for (const entry of this.entries.values()) if (entry.sentAt === null && !entry.error) return entry;
    return null;
  }

  // The acknowledged entry, if it is one of ours. What failed and can be tried again by its person stays here.
  ack(frame, now) {
    const entry = this.entries.get(frame.id);
    if (!entry) return null;
    // The server is stopping: its successor is asked the same, so nobody needs to be told.
    if (!frame.ok && frame.error === 'shutting_down') {
      entry.sentAt = now;
      return null;
    }
    if (!frame.ok && entry.frame.do === 'send') entry.error = { text: frame.text, again: Boolean(frame.again) };
    else this.entries.delete(frame.id);
    this.save();
    return entry;
  }

  // A new connection: everything that has no ack is to be sent again.
  renew() {
    for (const [id, entry] of this.entries) {
      if (FLEETING.has(entry.frame.do)) this.entries.delete(id);
      entry.sentAt = null;
    }
  }

  // "Try again". An id whose answer was final would only be answered the same way again.
  retry(id) {
    const entry = this.entries.get(id);
    if (!entry) return null;
    const again = entry.error?.again;
    this.entries.delete(id);
    const frame = again ? entry.frame : { ...entry.frame, id: newId() };
    const fresh = { frame, error: null, at: entry.at, sentAt: null };
    this.entries.set(frame.id, fresh);
    this.save();
    return fresh;
  }

  discard(id) {
    this.entries.delete(id);
    this.save();
  }

  // Everything that was sent and not answered when the server found one of them unbearable.
  blame(text) {
    const blamed = [];
    for (const [id, entry] of this.entries) {
      if (entry.sentAt === null) continue;
      blamed.push(id);
      if (entry.frame.do === 'send') entry.error = { text, again: true };
      else this.entries.delete(id);
    }
    this.save();
    return blamed;
  }

  // Since when the oldest unanswered frame has been out, or null.
  waitingSince() {
    let oldest = null;
    for (const { sentAt } of this.entries.values()) if (sentAt !== null && (oldest === null || sentAt < oldest)) oldest = sentAt;
    return oldest;
  }

  // Messages and commands that their author should still see as on their way.
  sends() {
    return [...this.entries.values()].filter(({ frame }) => frame.do === 'send');
  }

  save() {
    this.keep.save([...this.entries.values()].filter(keepable).map(({ frame, error, at }) => ({ frame, error, at })));
  }
}
