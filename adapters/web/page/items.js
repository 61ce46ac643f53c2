// adapters/web/page/items.js: what a list of messages shows, line by line: messages, dividers, and what is only local.
// SPDX-License-Identifier: BSD-3-Clause
import { isCommand } from './outbox.js';

const TOGETHER = 5 * 60; // seconds within which one author's messages share a head

// lines: ids in order; message(id); dayOf(seconds) names a day; divider: the id that was read last, or null;
// locals: [{key, after, …}] notes and echoes, each shown behind the message `after`; pending: on their way.
// Gives [{key, what, …}]; the same line has the same key for ever, so that its node can stay.
export function itemsOf({ lines, message, dayOf, divider, locals, pending, me }) {
  const items = [];
  let day = null;
  let before = null;
  let local = 0;
  let divided = divider === null;
  const localsUpTo = (id) => {
    while (local < locals.length && locals[local].after < id) {
      items.push({ ...locals[local], what: locals[local].kind });
      local += 1;
      before = null;
    }
  };
  for (const id of lines) {
    const it = message(id);
    localsUpTo(id);
    const today = dayOf(it.at);
    if (today !== day) {
      items.push({ key: `day-${today}`, what: 'day', at: it.at });
      day = today;
      before = null;
    }
    if (!divided && id > divider && it.author !== me) {
      items.push({ key: 'new', what: 'new' });
      divided = true;
      before = null;
    }
    const compact = Boolean(before && before.author === it.author && it.at - before.at < TOGETHER && !it.only === !before.only);
    items.push({ key: `m${id}`, what: it.kind === 'said' ? 'message' : 'event', message: it, compact });
    before = it.kind === 'said' ? it : null;
  }
  localsUpTo(Infinity);
  for (const entry of pending) items.push({ key: `p${entry.frame.id}`, what: 'pending', entry });
  return items;
}

// The pending messages that are not already here under their number. `landed` maps a frame's id to the message that the
// ack named; before the ack comes, an own message of the same words is taken for it, so that it is never seen twice.
export function stillPending({ sends, room, thread, landed, recent, me }) {
  const own = recent.filter(({ author }) => author === me);
  const used = new Set();
  return sends.filter(({ frame, error }) => {
    if (frame.room !== room || (frame.thread ?? 0) !== thread || isCommand(frame.text)) return false;
    if (error) return true;
    const number = landed.get(frame.id);
    const twin = own.find((it) => !used.has(it.id) && (number ? it.id === number : it.text === frame.text.trim()));
    if (twin) used.add(twin.id);
    return !twin;
  });
}
