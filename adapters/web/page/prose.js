// adapters/web/page/prose.js: draws what people typed and what Usher says (DOC), from nodes and text alone.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { pieces, safeHref } from './text.js';
import { instant } from './time.js';

const link = (href, words) => h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, words);

function mention(app, who) {
  const mine = who === app.store.me.id;
  return h('span', { class: mine ? 'mention mention-me' : 'mention' }, `@${app.store.nameOf(who)}`);
}

// A person's words.
export function said(app, text) {
  return pieces(text, app.names.shape(), (word) => app.names.whoIs(word)).map((piece) => {
    if (piece.href) return link(piece.href, piece.t);
    return piece.who ? mention(app, piece.who) : piece.t;
  });
}

function run(app, piece) {
  let node = piece.t ?? '';
  if (piece.when !== undefined) node = instant(piece.when, piece.t);
  else if (piece.who) node = mention(app, piece.who);
  if (piece.c) node = h('code', {}, node);
  if (piece.i) node = h('em', {}, node);
  if (piece.b) node = h('strong', {}, node);
  const href = piece.href && safeHref(piece.href);
  return href ? link(href, node) : node;
}

const line = (app, runs) => runs.map((piece) => run(app, piece));

function button(press, { label, n, style, url }) {
  const kind = style === 'primary' || style === 'danger' ? `button ${style}` : 'button';
  if (url) {
    const href = safeHref(url);
    return href && h('a', { class: kind, t: 'doc-button', data: { n }, href, target: '_blank', rel: 'noopener noreferrer' }, label);
  }
  return press && h('button', { type: 'button', class: kind, t: 'doc-button', data: { n }, on: { click: (event) => press(n, event.currentTarget) } }, label);
}

// `heading`: the level of this DOC's headings. `press(n, button)` is absent where buttons cannot be pressed.
function block(app, it, heading, press) {
  if (it.p) return h('p', {}, line(app, it.p));
  if (it.h) return h(heading, {}, line(app, it.h));
  if (it.ul) return h('ul', {}, it.ul.map((each) => h('li', {}, line(app, each))));
  if (it.quote !== undefined) return h('blockquote', {}, it.quote);
  // What is wider than the screen scrolls by itself, and so must be reachable by keyboard.
  if (it.pre !== undefined) return h('pre', { tabindex: 0 }, it.pre);
  if (it.facts) return h('dl', {}, it.facts.map(([name, value]) => h('div', {}, h('dt', {}, line(app, name)), h('dd', {}, line(app, value)))));
  if (it.buttons) {
    const buttons = it.buttons.map((each) => button(press, each)).filter(Boolean);
    return buttons.length ? h('div', { class: 'buttons' }, buttons) : null;
  }
  return null;
}

export const doc = (app, blocks, { heading = 'h3', press = null } = {}) => blocks.map((it) => block(app, it, heading, press));

// The same as one line of plain words, for whoever listens.
export function plain(blocks) {
  const words = (runs) => runs.map(({ t }) => t ?? '').join('');
  return blocks.map((it) => {
    if (it.p || it.h) return words(it.p ?? it.h);
    if (it.ul) return it.ul.map(words).join('; ');
    if (it.facts) return it.facts.map(([name, value]) => `${words(name)}: ${words(value)}`).join('; ');
    return it.quote ?? it.pre ?? '';
  }).filter(Boolean).join(' ');
}
