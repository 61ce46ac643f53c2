// adapters/web/page/message.js: draws one line of a list: a message, a divider, an echo, a note.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { icon, iconButton } from './icons.js';
import { clock, dayName, stamp } from './time.js';
import { doc, said } from './prose.js';
import { toolbar, choice, confirmDelete, editBox } from './actions.js';
import { w } from './words.js';

// Eight colours that white letters can be read on; everybody keeps theirs.
export function avatar(app, id) {
  if (id === app.store.bot.id) return h('span', { class: 'avatar avatar-bot', 'aria-hidden': 'true' }, h('img', { src: '/page/icon.svg', alt: '', width: 36, height: 36 }));
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 8;
  const [first = '?'] = id ? app.store.nameOf(id) : '?';
  return h('span', { class: `avatar avatar-${sum}`, 'aria-hidden': 'true' }, first.toUpperCase());
}

export function badge(app, id) {
  if (id === app.store.bot.id) return h('span', { class: 'badge badge-bot' }, w('bot'));
  const role = app.store.roleOf(id);
  return role ? h('span', { class: 'badge' }, w(`role_${role}`)) : null;
}

const nameOf = (app, id) => (id ? app.store.nameOf(id) : w('somebody'));

function head(app, message) {
  return h('div', { class: 'head' }, h('span', { class: 'author' }, nameOf(app, message.author)), ' ', badge(app, message.author), ' ', stamp(message.at));
}

function reactions(log, message) {
  if (!message.reactions?.length) return null;
  const { store } = log.app;
  return h('div', { class: 'reactions' }, message.reactions.map(([emoji, who]) => {
    const mine = who.includes(store.me.id);
    const names = who.map((id) => store.nameOf(id)).join(', ');
    return h('button', {
      type: 'button', class: 'reaction', t: 'reaction', data: { emoji, count: who.length }, 'aria-pressed': String(mine), title: names,
      'aria-label': w('reaction_of', { emoji, count: who.length, names }), on: { click: () => log.react(message, emoji, !mine) },
    }, h('span', { class: 'emoji' }, emoji), ` ${who.length}`);
  }));
}

function replies(log, message) {
  if (!message.replies || log.thread) return null;
  return h('button', { type: 'button', class: 'replies', t: 'replies', on: { click: () => log.openThread(message) } }, icon('thread'), w('replies', { count: message.replies }));
}

function words(log, message) {
  if (message.deleted) return h('p', { class: 'tombstone', t: 'message-text' }, w('deleted'));
  if (log.ui.editing?.id === message.id) return editBox(log, message);
  const press = (n, button) => log.press({ message: message.id, button: n }, button);
  const inner = message.doc ? doc(log.app, message.doc, { press, heading: log.thread ? 'h3' : 'h2' }) : said(log.app, message.text ?? '');
  return [
    h('div', { class: message.doc ? 'text doc' : 'text', t: 'message-text' }, inner),
    message.edited && h('span', { class: 'edited' }, w('edited')),
  ];
}

function article(log, { message, compact }) {
  const { app } = log;
  const mine = message.author === app.store.me.id;
  const open = log.ui.choosing === message.id || log.ui.deleting === message.id;
  const label = w('message_of', { name: nameOf(app, message.author), time: clock(message.at) });
  return h('article', {
    class: ['message', compact && 'compact', message.only && 'only', open && 'open'].filter(Boolean).join(' '), tabindex: -1, 'aria-label': label, t: 'message',
    data: { id: message.id, author: message.author, kind: message.kind, only: message.only, deleted: message.deleted, edited: message.edited },
  },
  avatar(app, message.author),
  h('div', { class: 'body' },
    head(app, message),
    message.only && h('p', { class: 'only-note', t: 'only-note' }, icon('eye'), w('only_you')),
    words(log, message),
    log.ui.choosing === message.id && choice(log, message),
    log.ui.deleting === message.id && confirmDelete(log, message),
    reactions(log, message),
    replies(log, message)),
  !message.deleted && toolbar(log, message, mine));
}

function event(log, { message }) {
  const key = message.kind === 'joined' ? 'joined' : 'left';
  return h('p', { class: 'event', t: 'message', data: { id: message.id, author: message.author, kind: message.kind } }, w(key, { name: nameOf(log.app, message.author) }), ' ', stamp(message.at));
}

function trouble(log, entry) {
  return h('div', { class: 'trouble' }, h('span', { class: 'error', t: 'message-error' }, w('not_sent'), ' ', entry.error.text),
    h('button', { type: 'button', class: 'button small', t: 'retry', on: { click: () => log.app.net.retry(entry.frame.id) } }, w('try_again')),
    h('button', { type: 'button', class: 'button small', t: 'discard', on: { click: () => log.discard(entry.frame.id) } }, w('discard')));
}

function pending(log, { entry }) {
  const { app } = log;
  const me = app.store.me.id;
  return h('article', {
    class: 'message pending', tabindex: -1, t: 'message', 'aria-label': w('message_of', { name: app.store.nameOf(me), time: clock(entry.at / 1000) }),
    data: { id: entry.frame.id, author: me, pending: true, failed: Boolean(entry.error) },
  }, avatar(app, me), h('div', { class: 'body' },
    h('div', { class: 'head' }, h('span', { class: 'author' }, app.store.nameOf(me)), ' ', entry.error ? null : h('span', { class: 'stamp' }, w('sending'))),
    h('div', { class: 'text', t: 'message-text' }, said(app, entry.frame.text)),
    entry.error && trouble(log, entry)));
}

// What a person typed to Usher alone: a reminder for them, here, until the page is loaded anew.
function echo(log, { text, entry }) {
  return h('div', { class: 'echo', t: 'echo' }, w('you_typed'), ' ', h('code', {}, text), entry?.error && trouble(log, entry));
}

function note(log, item) {
  const { app } = log;
  return h('div', { class: 'note', t: 'note' },
    h('p', { class: 'only-note' }, icon('eye'), w('note_from', { name: app.store.bot.name })),
    h('div', { class: 'text doc' }, doc(app, item.doc, { heading: 'h2' })),
    iconButton('close', w('dismiss'), { t: 'note-close', on: { click: () => app.dismiss(item.key) } }));
}

const draw = {
  day: (log, { at }) => h('div', { class: 'divider day', t: 'day' }, h('span', {}, dayName(at))),
  new: () => h('div', { class: 'divider new', t: 'new-divider' }, h('span', {}, w('new'))),
  message: article, event, pending, echo, note,
};

export const drawItem = (log, item) => draw[item.what](log, item);

// Changes when the line must be drawn again.
export function signature(log, { what, message, compact, entry }) {
  const { ui, app } = log;
  const names = app.store.peopleVersion;
  if (message) {
    // While it is being edited its box must stay, whatever else happens to the message.
    if (ui.editing?.id === message.id) return 'editing';
    return `${message.rev}|${compact}|${ui.choosing === message.id}|${ui.deleting === message.id}|${names}`;
  }
  return entry ? `${what}|${JSON.stringify(entry.error)}|${names}` : what;
}
