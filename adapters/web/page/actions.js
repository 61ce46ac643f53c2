// adapters/web/page/actions.js: what can be done with a message: react, reply, edit, delete.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { iconButton } from './icons.js';
import { autosize, composing } from './textbox.js';
import { w } from './words.js';

export const EMOJI = ['👍', '❤️', '🎉', '😄', '🤔', '👀', '🙏', '✅'];

// The buttons are out of the tab order until their message is the one with the focus: with hundreds of messages nobody
// wants to step through all of theirs.
export function toolbar(log, message, mine) {
  const admin = log.app.store.me.role === 'administrator';
  const button = (name, key, t, click, more = {}) => iconButton(name, w(key), { t, tabindex: -1, on: { click }, ...more });
  return h('div', { class: 'actions', role: 'group', 'aria-label': w('actions') },
    button('react', 'react', 'react', () => log.choose(message), { 'aria-expanded': String(log.ui.choosing === message.id) }),
    !log.thread && !message.only && button('thread', 'reply_in_thread', 'reply-in-thread', () => log.openThread(message)),
    mine && !message.doc && button('edit', 'edit', 'edit', () => log.edit(message)),
    (mine || admin) && button('delete', 'delete', 'delete', () => log.askDelete(message)));
}

export function choice(log, message) {
  return h('div', { class: 'emoji-choice', t: 'emoji-choice', role: 'group', 'aria-label': w('choose_emoji') }, EMOJI.map((emoji) => {
    const mine = (message.reactions ?? []).some(([it, who]) => it === emoji && who.includes(log.app.store.me.id));
    return h('button', { type: 'button', class: 'emoji-button', t: 'emoji', data: { emoji }, 'aria-label': w('react_with', { emoji }), 'aria-pressed': String(mine), on: { click: () => log.react(message, emoji, !mine) } }, emoji);
  }));
}

export function confirmDelete(log, message) {
  return h('div', { class: 'confirm', role: 'group', 'aria-label': w('delete_question') }, h('span', {}, w('delete_question')),
    h('button', { type: 'button', class: 'button danger small', t: 'delete-confirm', on: { click: () => log.remove(message) } }, w('delete')),
    h('button', { type: 'button', class: 'button small', t: 'delete-keep', on: { click: () => log.close() } }, w('keep')));
}

export function editBox(log, message) {
  const error = h('p', { class: 'error', role: 'alert' });
  const box = h('textarea', { class: 'box', rows: 1, t: 'edit-box', 'aria-label': w('edit_label'), value: message.text ?? '' });
  const save = h('button', { type: 'submit', class: 'button primary small', t: 'edit-save' }, w('save'));
  const keys = (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      log.close(message.id);
    } else if (event.key === 'Enter' && !event.shiftKey && !composing(event)) {
      event.preventDefault();
      submit();
    }
  };
  async function submit() {
    const text = box.value.trim();
    if (text === message.text) return log.close(message.id);
    box.readOnly = true;
    save.disabled = true;
    error.textContent = '';
    const ack = await log.app.net.ask({ do: 'edit', message: message.id, text });
    box.readOnly = false;
    save.disabled = false;
    if (ack?.ok) return log.close(message.id);
    error.textContent = ack?.text ?? w('not_done');
    box.focus();
    return undefined;
  }
  box.addEventListener('keydown', keys);
  autosize(box);
  return h('form', { class: 'edit', on: { submit: (event) => { event.preventDefault(); submit(); } } }, box,
    h('div', { class: 'edit-row' }, save, h('button', { type: 'button', class: 'button small', t: 'edit-cancel', on: { click: () => log.close(message.id) } }, w('cancel')), error));
}
