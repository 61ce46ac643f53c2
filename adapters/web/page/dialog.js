// adapters/web/page/dialog.js: Usher's forms, one dialog at a time. What is typed into one is kept nowhere else.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { field } from './fields.js';
import { doc } from './prose.js';
import { w } from './words.js';

export class Forms {
  constructor(app) {
    this.app = app;
    this.queue = [];
    this.open = null;
    this.over = new Set(); // tickets of forms that this tab has sent or closed
  }

  // One that a welcome brings again: not when we have closed it and Usher could not have heard that yet.
  still(form) {
    if (!this.over.has(form.ticket)) this.add(form);
  }

  // A form may come twice: once by itself, and again in the welcome of a new connection.
  add(form) {
    if (this.open?.form.ticket === form.ticket || this.queue.some(({ ticket }) => ticket === form.ticket)) return;
    this.queue.push(form);
    this.next();
  }

  done(ticket) {
    this.queue = this.queue.filter((form) => form.ticket !== ticket);
    if (this.open?.form.ticket === ticket) this.open.close();
  }

  next() {
    if (this.open || this.queue.length === 0 || !this.app.sidebar) return;
    this.open = new FormDialog(this.app, this.queue.shift(), () => {
      this.over.add(this.open.form.ticket);
      this.open = null;
      this.next();
    });
  }
}

class FormDialog {
  constructor(app, form, closed) {
    Object.assign(this, { app, closed, back: document.activeElement });
    this.dialog = h('dialog', { class: 'dialog', t: 'form-dialog', 'aria-labelledby': 'form-title' });
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault(); // Escape: closed below, after Usher has been told
      this.cancel();
    });
    this.fill(form);
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.fields[0]?.focus();
  }

  fill(form) {
    this.form = form;
    this.dialog.dataset.ticket = form.ticket;
    this.fields = form.fields.map((it) => field(this.app, it));
    this.whole = h('p', { class: 'error summary', role: 'alert', tabindex: -1, t: 'form-error', data: { name: '' }, hidden: true });
    this.submit = h('button', { type: 'submit', class: 'button primary', t: 'form-submit' }, form.submit || w('send'));
    this.busy = h('p', { class: 'hint', role: 'status' });
    this.dialog.replaceChildren(h('form', { class: 'form', novalidate: true, autocomplete: 'off', on: { submit: (event) => { event.preventDefault(); this.send(); } } },
      h('h2', { id: 'form-title' }, form.title),
      form.intro?.length ? h('div', { class: 'doc' }, doc(this.app, form.intro)) : '',
      this.whole,
      this.fields.map(({ element }) => element),
      h('div', { class: 'dialog-row' }, this.busy,
        h('button', { type: 'button', class: 'button', t: 'form-cancel', on: { click: () => this.cancel() } }, w('cancel')), this.submit)));
  }

  show(errors) {
    for (const each of this.fields) each.fail(errors[each.name] ?? '');
    // What names no field of ours is said of the whole rather than not at all.
    const rest = Object.entries(errors).filter(([name]) => !this.fields.some((each) => each.name === name)).map(([, text]) => text);
    const wrong = this.fields.filter(({ name }) => errors[name]);
    this.whole.textContent = rest.length ? rest.join(' ') : '';
    this.whole.hidden = rest.length === 0;
    if (wrong.length) wrong[0].focus();
    else if (rest.length) this.whole.focus();
  }

  async send() {
    if (this.submit.disabled) return;
    const parts = { fields: {}, secrets: {} };
    for (const each of this.fields) parts[each.secret ? 'secrets' : 'fields'][each.name] = each.value();
    this.submit.disabled = true;
    this.busy.textContent = w('sending');
    const ack = await this.app.net.ask({ do: 'submit', ticket: this.form.ticket, ...parts });
    this.submit.disabled = false;
    this.busy.textContent = '';
    if (!this.dialog.isConnected) return;
    if (!ack?.ok) this.show({ '': ack?.text ?? w('not_done') });
    else if (ack.reply === 'reject') this.show(ack.errors);
    else if (ack.reply === 'update') {
      this.fill(ack.form);
      this.fields[0]?.focus();
    } else this.close();
  }

  cancel() {
    this.app.net.ask({ do: 'cancel', ticket: this.form.ticket });
    this.close();
  }

  close() {
    if (!this.dialog.isConnected) return;
    this.dialog.close();
    this.dialog.remove();
    // The button that opened it may have been drawn anew meanwhile.
    if (this.back?.isConnected) this.back.focus();
    else this.app.pane?.focus();
    this.closed();
  }
}
