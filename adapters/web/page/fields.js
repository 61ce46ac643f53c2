// adapters/web/page/fields.js: the fields of a form: a label, a hint, a control, a place for what is wrong with it.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { autosize } from './textbox.js';
import { w } from './words.js';

let forms = 0;

// One field of `form`. It has: element, name, secret, value(), fail(text or ''), focus().
export function field(app, it) {
  forms += 1;
  const id = `field-${forms}`;
  const secret = Boolean(it.secret);
  const error = h('p', { class: 'error', id: `${id}-error`, t: 'form-error', data: { name: it.name }, hidden: true });
  const hint = it.hint && h('p', { class: 'hint', id: `${id}-hint` }, it.hint);
  const counter = h('p', { class: 'hint counter', id: `${id}-count`, hidden: true });
  const described = [hint && `${id}-hint`, it.max && `${id}-count`, `${id}-error`].filter(Boolean).join(' ');
  const attributes = { id, name: it.name, 'aria-describedby': described, 'aria-required': it.optional ? null : 'true', autocomplete: 'off' };
  const optional = it.optional ? h('span', { class: 'optional' }, ` ${w('optional')}`) : null;

  const group = it.type === 'choices' || (it.type === 'choice' && (it.choices ?? []).length <= 5);
  const control = group ? boxes(it, attributes) : single(app, it, attributes, secret);
  const label = group ? h('legend', { class: 'label' }, it.label, optional) : h('label', { class: 'label', for: id }, it.label, optional);
  const element = h(group ? 'fieldset' : 'div', { class: 'field', t: 'form-field', data: { name: it.name, type: it.type }, ...(group ? { 'aria-describedby': described, id } : {}) },
    label, hint, control.node, counter, error);

  if (it.max && !group) {
    const count = () => {
      const size = [...control.value()].length;
      counter.hidden = size < it.max * 0.8;
      counter.textContent = size > it.max ? w('characters_over', { count: size - it.max }) : w('characters_left', { count: it.max - size });
      counter.classList.toggle('error', size > it.max);
    };
    control.node.addEventListener('input', count);
    count();
  }

  return {
    element, name: it.name, secret, value: control.value,
    focus: () => (group ? control.node.querySelector('input') : control.first).focus(),
    fail(text) {
      error.textContent = text;
      error.hidden = !text;
      const marked = group ? [...control.node.querySelectorAll('input')] : [control.first];
      for (const input of marked) {
        if (text) input.setAttribute('aria-invalid', 'true');
        else input.removeAttribute('aria-invalid');
      }
      element.classList.toggle('wrong', Boolean(text));
    },
  };
}

// Several at once, or one of a few: each its own box.
function boxes(it, { name }) {
  const chosen = new Set((it.initial ?? '').split('\n'));
  const type = it.type === 'choices' ? 'checkbox' : 'radio';
  const node = h('div', { class: 'boxes' }, (it.choices ?? []).map(({ value, label }) => {
    const input = h('input', { type, name, value, checked: chosen.has(value) });
    return h('label', { class: 'box-label' }, input, h('span', {}, label));
  }));
  return { node, value: () => [...node.querySelectorAll('input:checked')].map((input) => input.value).join('\n') };
}

function options(app, it) {
  if (it.type === 'person') return [...app.store.people.values()].filter(({ id }) => id !== app.store.bot.id).sort((a, b) => a.name.localeCompare(b.name)).map(({ id, name }) => ({ value: id, label: name }));
  return it.choices ?? [];
}

function single(app, it, attributes, secret) {
  let node;
  if (it.type === 'choice' || it.type === 'person') {
    node = h('select', attributes, h('option', { value: '' }, w('choose_one')), options(app, it).map(({ value, label }) => h('option', { value }, label)));
  } else if (secret && it.type === 'line') {
    // "new-password" keeps password managers from offering, and from keeping, what is typed here
    node = h('input', { ...attributes, type: 'password', autocomplete: 'new-password', spellcheck: 'false' });
  } else if (it.type === 'date') {
    node = h('input', { ...attributes, type: 'date' });
  } else if (it.type === 'text') {
    node = h('textarea', { ...attributes, rows: 4, class: 'box', spellcheck: secret ? 'false' : null });
    autosize(node);
  } else {
    node = h('input', { ...attributes, type: 'text' });
  }
  if (it.initial) node.value = it.initial;
  if (!secret || it.type !== 'line') return { node, first: node, value: () => node.value };
  // Whoever is alone with the screen may look at what they typed.
  const show = h('button', { type: 'button', class: 'button small', 'aria-pressed': 'false', on: { click: () => {
    const shown = node.type === 'text';
    node.type = shown ? 'password' : 'text';
    show.setAttribute('aria-pressed', String(!shown));
  } } }, w('show_typed'));
  return { node: h('div', { class: 'secret' }, node, show), first: node, value: () => node.value };
}
