// adapters/web/page/completion.js: the list of suggestions at a text box: commands from Usher, people from the room.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { composing } from './textbox.js';
import { completed, mentioned, people, wanted } from './suggest.js';
import { w } from './words.js';

const PAUSE = 120; // ms of quiet before Usher is asked
let lists = 0;

// Nothing is chosen until an arrow key does, so that Enter sends what was typed; Tab takes the first, or the chosen one.
// A text of several lines may not be an ARIA combobox, so the box stays a text box that owns a list.
export class Completion {
  constructor(app, box, room) {
    Object.assign(this, { app, box, room, options: [], active: -1, asked: 0 });
    lists += 1;
    this.list = h('ul', { class: 'completion', role: 'listbox', id: `completion-${lists}`, 'aria-label': w('suggestions'), t: 'completion' });
    box.setAttribute('aria-autocomplete', 'list');
    box.addEventListener('input', () => this.look());
    box.addEventListener('click', () => this.look());
    box.addEventListener('blur', () => this.close());
    // Before the composer's own keys.
    box.addEventListener('keydown', (event) => this.key(event), { capture: true });
  }

  look() {
    clearTimeout(this.timer);
    const want = wanted(this.box.value, this.box.selectionStart);
    this.asked += 1;
    if (!want) this.close();
    else if (want.kind === 'mention') this.show(want, this.mentions(want.query));
    else this.timer = setTimeout(() => this.ask(want), PAUSE);
  }

  mentions(query) {
    const { store } = this.app;
    const here = new Set(store.rooms.get(this.room)?.members ?? []);
    const others = [...store.people.values()].filter(({ id }) => id !== store.me.id && id !== store.bot.id);
    const sorted = [store.bot, ...others.filter(({ id }) => here.has(id)), ...others.filter(({ id }) => !here.has(id))];
    return people(query, sorted).map(({ id, name }) => ({ text: id, label: `@${id}`, summary: name }));
  }

  async ask(want) {
    const mine = this.asked;
    const ack = await this.app.net.ask({ do: 'complete', line: want.line });
    if (mine !== this.asked || document.activeElement !== this.box) return;
    this.show(want, (ack?.found ?? []).map(({ text, summary }) => ({ text, label: text, summary })));
  }

  show(want, options) {
    if (options.length === 0) return this.close();
    const news = options.length !== this.options.length;
    Object.assign(this, { want, options, active: -1 });
    this.list.replaceChildren(...options.map(({ text, label, summary }, n) => h('li', {
      role: 'option', id: `${this.list.id}-${n}`, 'aria-selected': 'false', t: 'completion-option', data: { text }, class: 'option',
      // not on click: the box would have lost the focus, and this list with it
      on: { mousedown: (event) => { event.preventDefault(); this.take(n); } },
    }, h('span', { class: 'option-text' }, label), ' ', summary && h('span', { class: 'option-summary' }, summary))));
    if (!this.list.isConnected) this.box.parentElement.append(this.list);
    this.box.setAttribute('aria-controls', this.list.id);
    this.box.removeAttribute('aria-activedescendant');
    if (news) this.app.announce(w('suggestions_help', { count: options.length }));
    return undefined;
  }

  close() {
    if (!this.list.isConnected) return false;
    this.list.remove();
    this.options = [];
    this.active = -1;
    this.box.removeAttribute('aria-controls');
    this.box.removeAttribute('aria-activedescendant');
    return true;
  }

  mark(n) {
    this.active = (n + this.options.length) % this.options.length;
    [...this.list.children].forEach((node, i) => node.setAttribute('aria-selected', String(i === this.active)));
    const node = this.list.children[this.active];
    this.box.setAttribute('aria-activedescendant', node.id);
    node.scrollIntoView({ block: 'nearest' });
  }

  take(n) {
    const { text } = this.options[n];
    const { box, want } = this;
    if (want.kind === 'command') {
      box.value = completed(want.line, text);
      box.setSelectionRange(box.value.length, box.value.length);
    } else {
      const done = mentioned(box.value, want, box.selectionStart, text);
      box.value = done.text;
      box.setSelectionRange(done.caret, done.caret);
    }
    this.close();
    box.dispatchEvent(new Event('input'));
  }

  key(event) {
    if (!this.list.isConnected || composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'ArrowDown') this.mark(this.active + 1);
    else if (key === 'ArrowUp') this.mark(this.active < 0 ? -1 : this.active - 1);
    else if (key === 'Tab' && !event.shiftKey) this.take(Math.max(0, this.active));
    else if (key === 'Enter' && !event.shiftKey && this.active >= 0) this.take(this.active);
    else if (key === 'Escape') this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
