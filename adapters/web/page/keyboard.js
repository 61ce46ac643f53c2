// adapters/web/page/keyboard.js: shortcuts for the whole page, and the dialog that lists them.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { w } from './words.js';

const list = () => [
  ['Enter', w('key_enter')], ['Shift + Enter', w('key_newline')], ['/', w('key_slash')], ['@', w('key_at')], ['Tab', w('key_tab')],
  ['↑', w('key_up')], ['Alt + ↑ / ↓', w('key_rooms')], ['F6', w('key_panes')], ['↑ ↓ Home End', w('key_messages')],
  ['T / R / E / Delete', w('key_message')], ['Esc', w('key_escape')], ['Ctrl + /', w('key_this')],
];

export class Keyboard {
  constructor(app) {
    this.app = app;
    this.heard = (event) => this.key(event);
    document.addEventListener('keydown', this.heard);
  }

  stop() {
    document.removeEventListener('keydown', this.heard);
  }

  open() {
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'keyboard-title', t: 'keyboard-dialog' },
      h('h2', { id: 'keyboard-title' }, w('keyboard')),
      h('dl', { class: 'keys' }, list().map(([keys, what]) => h('div', {}, h('dt', {}, h('kbd', {}, keys)), h('dd', {}, what)))),
      h('p', { class: 'hint' }, w('touch_hint')),
      h('form', { method: 'dialog', class: 'dialog-row' }, h('button', { class: 'button primary' }, w('close'))));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  key(event) {
    const { app } = this;
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (event.key === '/' && (event.ctrlKey || event.metaKey)) this.open();
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) this.step(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'F6') this.pane(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      if (!app.pane?.escape() && app.panel) app.panel.close();
      return;
    } else return;
    event.preventDefault();
  }

  step(by) {
    const all = [...document.querySelectorAll('.places a')].filter((it) => it.dataset.testid === 'room');
    const at = all.findIndex((it) => it.hasAttribute('aria-current'));
    const next = all[(at + by + all.length) % all.length];
    if (next) this.app.go({ room: next.dataset.room });
  }

  // From pane to pane: rooms, messages, composer, thread.
  pane(by) {
    const { app } = this;
    const stops = [document.querySelector('.places a[aria-current]') ?? document.querySelector('.places a'), app.pane?.log?.roving.marked ?? app.pane?.log?.scroller, app.pane?.composer?.box, app.panel?.log.roving.marked, app.panel?.composer.box]
      .filter((it) => it && it.offsetParent !== null);
    const at = stops.findIndex((it) => it === document.activeElement);
    stops[(at + by + stops.length) % stops.length]?.focus();
  }
}
