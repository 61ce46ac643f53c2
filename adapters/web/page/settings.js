// adapters/web/page/settings.js: who I am here: language and time zone, changed as soon as they are chosen; signing out.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { forgetKept } from './keep.js';
import { zones } from './time.js';
import { w } from './words.js';

export class Settings {
  constructor(app) {
    this.app = app;
    this.lang = h('select', { id: 'settings-lang', t: 'settings-lang', on: { change: () => this.save() } },
      app.languages.map(({ tag, name }) => h('option', { value: tag, lang: tag }, name)));
    this.zone = h('select', { id: 'settings-zone', t: 'settings-zone', on: { change: () => this.save() } });
    this.element = h('div', { class: 'settings', id: 'settings' },
      h('div', { class: 'field' }, h('label', { for: 'settings-lang' }, w('language')), this.lang),
      h('div', { class: 'field' }, h('label', { for: 'settings-zone' }, w('zone')), this.zone),
      h('button', { type: 'button', class: 'button', t: 'sign-out', on: { click: () => this.signOut() } }, w('sign_out')));
  }

  render() {
    const { me } = this.app.store;
    if (this.zone.options.length === 0) this.zone.append(...[...new Set([me.zone, ...zones()])].sort().map((name) => h('option', { value: name }, name)));
    // Only what is new: somebody may be choosing another one just now.
    if (this.shown === `${me.lang} ${me.zone}`) return;
    this.shown = `${me.lang} ${me.zone}`;
    this.lang.value = me.lang;
    this.zone.value = me.zone;
  }

  save() {
    this.app.act({ do: 'me', lang: this.lang.value, zone: this.zone.value });
  }

  async signOut() {
    try {
      const answer = await fetch(`${this.app.path}api/leave`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
      if (answer.ok) {
        forgetKept(this.app.person);
        location.assign('/');
        return;
      }
    } catch {
      // told below
    }
    this.app.tell(w('not_done'));
  }
}
