// adapters/web/page/deeds.js: what one does with a message of a list: react, edit, delete, press its buttons.
// SPDX-License-Identifier: BSD-3-Clause

// The part of a Log that acts. `ui` says what is open at which message.
export class Deeds {
  constructor(app) {
    this.app = app;
    this.ui = { editing: null, choosing: null, deleting: null };
  }

  openThread(message) {
    this.app.go({ room: message.room, thread: message.thread || message.id });
  }

  choose(message) {
    this.ui.choosing = this.ui.choosing === message.id ? null : message.id;
    this.ui.deleting = null;
    this.render();
    if (this.ui.choosing) this.within(message.id, '[data-testid=emoji]')?.focus();
  }

  react(message, emoji, add) {
    this.ui.choosing = null;
    this.render();
    if (!this.element.contains(document.activeElement)) this.focusOn(message.id);
    this.act({ do: 'react', message: message.id, emoji, add });
  }

  edit(message) {
    this.ui = { editing: { id: message.id }, choosing: null, deleting: null };
    this.render();
    const box = this.within(message.id, '[data-testid=edit-box]');
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  }

  askDelete(message) {
    this.ui.deleting = message.id;
    this.ui.choosing = null;
    this.render();
    this.within(message.id, '[data-testid=delete-keep]')?.focus();
  }

  remove(message) {
    this.close(message.id);
    this.act({ do: 'delete', message: message.id });
  }

  // Closes what is open at a message; true when there was something.
  close(id) {
    const open = this.ui.editing?.id ?? this.ui.choosing ?? this.ui.deleting;
    this.ui = { editing: null, choosing: null, deleting: null };
    this.render();
    if (open || id) this.focusOn(id ?? open);
    return Boolean(open);
  }

  discard(id) {
    this.app.discard(id);
  }

  async press(what, button) {
    button.disabled = true;
    await this.act({ do: 'press', ...what });
    button.disabled = false;
  }

  async act(frame) {
    const ack = await this.app.net.ask(frame);
    if (ack && !ack.ok) this.app.tell(ack.text);
  }

  node(id) {
    return this.list.querySelector(`[data-testid=message][data-id="${id}"]`);
  }

  within(id, selector) {
    return this.node(id)?.querySelector(selector);
  }

  focusOn(id) {
    const node = this.node(id);
    if (node) this.roving.moveTo(node);
  }
}
