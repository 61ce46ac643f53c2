// adapters/web/page/app.js: a person's space: holds the store, the connection and the panes, and tells each what changed.
// SPDX-License-Identifier: BSD-3-Clause
import { h, put, soon } from './dom.js';
import { Announcer } from './announce.js';
import { connectionLine } from './connection.js';
import { Forms } from './dialog.js';
import { Keyboard } from './keyboard.js';
import { Locals } from './locals.js';
import { Reads } from './reads.js';
import { Panes } from './panes.js';
import { address } from './route.js';
import { Sidebar } from './sidebar.js';
import { Socket } from './socket.js';
import { Store } from './store.js';
import { Names } from './names.js';
import { isCommand } from './outbox.js';
import { setZone } from './time.js';
import { currentLanguage, loadWords, rememberLanguage, w } from './words.js';

const MOST = 1500; // messages of one room in memory
const trim = (store, line) => line && line.ids.length > MOST && store.trim(line, MOST / 2);

class App {
  constructor(person, start) {
    Object.assign(this, { person, languages: start.languages, path: `/as/${encodeURIComponent(person)}/`, address });
    this.store = new Store();
    this.names = new Names(this.store);
    this.drafts = new Map();
    this.locals = new Locals(this);
    this.landed = new Map(); // a sent frame's id → the message that it became
    this.announcer = new Announcer();
    this.line = connectionLine();
    this.drawSidebar = soon(() => {
      this.sidebar.render();
      this.announcer.title(this);
    });
    this.panes = new Panes(this);
    this.forms = new Forms(this);
    this.root = h('div', { class: 'app', t: 'app' });
    document.body.replaceChildren(this.line.element, this.root, this.announcer.banner, this.announcer.live);
    this.net = new Socket(this.path, person, {
      frame: (frame) => this.hear(frame),
      ack: (ack, frame) => this.acked(ack, frame),
      state: (name, why, tries) => this.line.show(name, why, tries),
      pending: () => this.draw(),
      blamed: () => w('not_understood'),
      rev: () => this.store.rev,
    });
    this.net.start();
  }

  hear(frame) {
    if (frame.is === 'form') return this.forms.add(frame.form);
    if (frame.is === 'form_done') return this.forms.done(frame.ticket);
    if (frame.is === 'note') return this.note(frame);
    const change = this.store.apply(frame);
    if (frame.is === 'welcome') return this.welcome(frame);
    return this.took(change);
  }

  async welcome(frame) {
    const fresh = !this.sidebar;
    await this.settle();
    if (fresh || frame.reset) this.mount();
    else this.took({ all: true, rooms: true, people: true, me: true, home: true });
    for (const form of frame.forms ?? []) this.forms.still(form);
    this.forms.next();
    this.root.dataset.ready = 'true';
    if (fresh) this.pane.focus();
  }

  // My language and zone are what everything is worded and dated in.
  async settle() {
    const { me } = this.store;
    const again = me.lang !== currentLanguage();
    if (again) await loadWords(me.lang);
    rememberLanguage(me.lang);
    setZone(me.zone);
    this.settled = `${me.lang} ${me.zone}`;
  }

  // Everything is made anew: at the start, and when language or zone have changed.
  mount() {
    const focused = document.activeElement?.dataset.testid;
    const open = this.sidebar && !this.sidebar.settings.element.hidden;
    this.reads ??= new Reads(this);
    this.keyboard?.stop();
    this.keyboard = new Keyboard(this);
    this.sidebar = new Sidebar(this);
    if (open) this.sidebar.toggle();
    const skip = h('a', { href: '#main', class: 'skip', on: { click: (event) => { event.preventDefault(); this.pane.focus(); } } }, w('skip'));
    this.root.replaceChildren();
    put(this.root, skip, this.sidebar.element);
    this.panes.mount();
    this.line.word();
    if (focused) this.root.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  // The store has changed: each pane that shows some of it is drawn again.
  took(change) {
    if (!this.sidebar) return;
    const { me } = this.store;
    if (change.me && this.settled !== `${me.lang} ${me.zone}`) {
      this.settle().then(() => this.mount());
      return;
    }
    const it = this.store.rooms.get(this.route.room);
    const inside = Boolean(this.pane.log || this.pane.home);
    if (change.rooms && this.route.room && inside !== Boolean(it?.member)) return this.panes.turned(it);
    if (change.rooms || change.me) this.drawSidebar();
    if (change.rooms || change.people) this.pane.renderHead();
    if (change.home) this.pane.homePage?.render();
    const pinned = this.pane.log?.pinned;
    const here = change.all || change.people || change.logs?.has(this.route.room);
    if (here) this.pane.log?.soon();
    if (this.panel && (here || change.threads?.has(this.panel.root))) this.panel.log.soon();
    if (change.arrived?.length) this.arrived(change.arrived, pinned);
    this.tidy(change);
  }

  // Memory does not grow with the day.
  tidy({ logs = [], threads = [] }) {
    const { store } = this;
    for (const room of logs) if (room !== this.route.room || this.pane.log?.pinned) trim(store, store.timelines.get(room));
    for (const root of threads) if (root !== this.panel?.root) trim(store, store.threads.get(root));
  }

  arrived(messages, pinned) {
    const { me } = this.store;
    for (const message of messages) {
      const here = message.thread ? this.panel?.root === message.thread : this.route.room === message.room && !this.route.home;
      if (!here || message.author === me.id || message.kind !== 'said') continue;
      this.announcer.message(this, message);
      // Whoever comes back to this tab finds where they left off.
      const log = this.pane.log;
      if (document.visibilityState !== 'visible' && log && log.divider === null && !message.thread) log.divider = message.id - 1;
    }
    if (pinned) this.reads.seen(this.route.room);
  }

  draw() {
    this.pane?.log?.render();
    this.panel?.log.render();
  }

  send({ room, thread, text }) {
    if (this.pane.log && !thread) Object.assign(this.pane.log, { divider: null, last: null, pinned: true });
    if (thread && this.panel) this.panel.log.pinned = true;
    const frame = { do: 'send', room, ...(thread ? { thread } : {}), text };
    if (isCommand(text)) this.locals.echo(frame, () => this.net.ask(frame));
    else this.net.ask(frame);
  }

  acked(ack, frame) {
    if (frame.do !== 'send' || !ack.ok) return;
    if (ack.message) this.landed.set(frame.id, ack.message);
    // What only looked like a command has become a message after all.
    if (ack.message && isCommand(frame.text)) this.locals.discarded(frame.id);
  }

  get route() {
    return this.panes.route;
  }

  get pane() {
    return this.panes.pane;
  }

  get panel() {
    return this.panes.panel;
  }

  go(route) {
    this.panes.go(route);
  }

  chosen() {
    this.panes.chosen();
  }

  // A short act whose failure is told in passing.
  async act(frame) {
    const ack = await this.net.ask(frame);
    if (ack && !ack.ok) this.tell(ack.text);
    return ack;
  }

  async history(ask) {
    const ack = await this.net.ask({ do: 'history', ...ask });
    if (ack?.ok) this.took(this.store.stretch(ask, ack));
    else if (ack) this.tell(ack.text);
  }

  note({ room, doc }) {
    this.locals.note(room, doc);
    this.draw();
    if (this.route.room === room) this.announcer.message(this, { author: this.store.bot.id, doc, only: true });
  }

  localsOf(room, thread) {
    return this.locals.of(room, thread);
  }

  dismiss(key) {
    this.locals.dismiss(key);
    this.draw();
    this.pane.focus();
  }

  discard(id) {
    this.locals.discarded(id);
    this.net.discard(id);
  }

  editLast(thread) {
    const log = thread ? this.panel?.log : this.pane.log;
    const id = log?.lines().findLast((each) => {
      const it = this.store.messages.get(each);
      return it.author === this.store.me.id && it.kind === 'said' && !it.deleted && it.text;
    });
    if (id) log.edit(this.store.messages.get(id));
    return Boolean(id);
  }

  focusMessage(id) {
    this.pane?.log?.focusOn(String(id));
  }

  roomName(id) {
    return this.names.room(id);
  }

  announce(text) {
    this.announcer.say(text);
  }

  tell(text) {
    this.announcer.tell(text);
  }
}

export const openSpace = (person, start) => new App(person, start);
