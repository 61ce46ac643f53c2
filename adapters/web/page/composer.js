// adapters/web/page/composer.js: where one writes: a box that keeps its draft, and a button.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { icon } from './icons.js';
import { autosize, composing, fit } from './textbox.js';
import { Completion } from './completion.js';
import { w } from './words.js';

export class Composer {
  constructor(app, { room, thread = 0, label, t }) {
    Object.assign(this, { app, room, thread });
    this.key = `${room} ${thread}`;
    const most = app.store.limits.text;
    this.box = h('textarea', { class: 'box', rows: 1, placeholder: label, 'aria-label': label, t: t.box, autocomplete: 'off', value: app.drafts.get(this.key) ?? '' });
    this.button = h('button', { type: 'submit', class: 'send', 'aria-label': w('send'), title: w('send'), t: t.send }, icon('send'));
    this.counter = h('p', { class: 'counter', hidden: true, 'aria-live': 'polite' });
    this.element = h('form', { class: 'composer', on: { submit: (event) => { event.preventDefault(); this.send(); } } },
      h('div', { class: 'composer-row' }, this.box, this.button), this.counter);
    this.completion = new Completion(app, this.box, room);
    this.box.addEventListener('input', () => this.changed(most));
    this.box.addEventListener('keydown', (event) => this.pressed(event));
    autosize(this.box);
  }

  changed(most) {
    const { value } = this.box;
    if (value) this.app.drafts.set(this.key, value);
    else this.app.drafts.delete(this.key);
    const left = most - [...value].length;
    this.counter.hidden = left > most / 10;
    if (!this.counter.hidden) this.counter.textContent = left >= 0 ? w('characters_left', { count: left }) : w('characters_over', { count: -left });
    this.counter.classList.toggle('error', left < 0);
    this.over = left < 0;
  }

  pressed(event) {
    if (composing(event)) return; // Enter ends a word of an input method, too
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'ArrowUp' && this.box.value === '') {
      if (this.app.editLast(this.thread)) event.preventDefault();
    }
  }

  send() {
    const text = this.box.value;
    if (text.trim() === '' || this.over) return this.box.focus();
    this.box.value = '';
    this.app.drafts.delete(this.key);
    this.completion.close();
    this.completion.asked += 1; // an answer that is still on its way is about words that are gone
    clearTimeout(this.completion.timer);
    this.counter.hidden = true;
    fit(this.box);
    this.app.send({ room: this.room, thread: this.thread, text });
    return this.box.focus();
  }
}
