// adapters/web/page/signin.js: the page where one says who one is.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { ownZone, zones } from './time.js';
import { currentLanguage, loadWords, rememberLanguage, w } from './words.js';

const ROLES = ['newcomer', 'contributor', 'maintainer', 'organiser', 'committee', 'administrator'];

// The answer of the server: {ok, path} or {error: field, text}.
async function enter(body) {
  try {
    const answer = await fetch('/api/who', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const got = await answer.json();
    return answer.ok ? { ok: true, path: got.path } : { error: got.error ?? '', text: got.text ?? w('not_done') };
  } catch {
    return { error: '', text: w('no_server') };
  }
}

class SignIn {
  constructor(start) {
    this.start = start;
    // What was typed outlives a change of the page's language.
    this.typed = { name: '', role: 'newcomer', lang: currentLanguage(), zone: ownZone(), token: '' };
    this.draw();
  }

  draw() {
    const { start } = this;
    const token = start.sign_in === 'token';
    document.title = `${start.community} – Usher`;
    this.errors = {};
    this.whole = h('div', {});
    this.go = h('button', { type: 'submit', class: 'button primary wide', t: 'signin-go' }, w('enter'));
    const form = h('form', { class: 'form', novalidate: true, autocomplete: 'off', on: { submit: (event) => { event.preventDefault(); this.submit(); } } },
      token ? this.token() : [this.name(), this.select('role', w('role'), ROLES.map((role) => [role, w(`role_${role}`)]), w('role_hint'))],
      h('div', { class: 'pair' },
        this.select('lang', w('language'), start.languages.map(({ tag, name }) => [tag, name])),
        this.select('zone', w('zone'), [...new Set([this.typed.zone, ...zones()])].sort().map((zone) => [zone, zone]))),
      this.whole, this.go);
    const known = !token && start.people.length > 0;
    document.body.className = 'outside';
    document.body.replaceChildren(h('main', { class: 'signin', t: 'signin-page' },
      h('header', { class: 'signin-head' }, h('img', { src: '/page/icon.svg', alt: '', width: 48, height: 48 }),
        h('div', {}, h('h1', {}, start.community), h('p', { class: 'hint' }, w('signin_intro'))), this.languages()),
      known && h('section', { class: 'card', 'aria-labelledby': 'known' }, h('h2', { id: 'known' }, w('come_back')), h('ul', { class: 'known' }, start.people.map((it) => h('li', {}, this.person(it))))),
      h('section', { class: 'card', 'aria-labelledby': 'new' }, h('h2', { id: 'new' }, token ? w('with_token') : w('somebody_new')), form)));
  }

  languages() {
    const select = h('select', { id: 'page-lang', t: 'signin-lang-page', 'aria-label': w('page_language'), on: { change: () => this.speak(select.value) } },
      this.start.languages.map(({ tag, name }) => h('option', { value: tag, lang: tag }, name)));
    select.value = currentLanguage();
    return select;
  }

  async speak(tag) {
    const same = this.typed.lang === currentLanguage();
    await loadWords(tag);
    rememberLanguage(tag);
    // Whoever did not choose another one wants to be answered in the language they read this in.
    if (same) this.typed.lang = currentLanguage();
    this.draw();
    document.getElementById('page-lang').focus();
  }

  person(it) {
    return h('button', { type: 'button', class: 'person', t: 'signin-known', data: { id: it.id }, on: { click: (event) => this.send({ id: it.id, name: it.name, role: it.role, lang: it.lang, zone: it.zone }, event.currentTarget) } },
      h('span', { class: 'person-name' }, it.name), ' ', h('span', { class: 'badge' }, w(`role_${it.role}`)));
  }

  field(name, label, control, hint) {
    const error = h('div', { id: `${name}-error` });
    this.errors[name] = { control, error };
    control.addEventListener('input', () => { this.typed[name] = control.value; });
    control.setAttribute('aria-describedby', `${hint ? `${name}-hint ` : ''}${name}-error`);
    return h('div', { class: 'field' }, h('label', { class: 'label', for: control.id }, label), hint && h('p', { class: 'hint', id: `${name}-hint` }, hint), control, error);
  }

  name() {
    return this.field('name', w('name'), h('input', { id: 'name', type: 'text', t: 'signin-name', autocomplete: 'nickname', maxlength: 60, value: this.typed.name }), w('name_hint'));
  }

  token() {
    return this.field('token', w('token'), h('input', { id: 'token', type: 'password', t: 'signin-token', autocomplete: 'off', value: this.typed.token }), w('token_hint'));
  }

  select(name, label, options, hint) {
    const control = h('select', { id: name, t: `signin-${name}` }, options.map(([value, words]) => h('option', { value, lang: name === 'lang' ? value : null }, words)));
    control.value = this.typed[name];
    return this.field(name, label, control, hint);
  }

  submit() {
    const { name, role, lang, zone, token } = this.typed;
    this.send(this.start.sign_in === 'token' ? { token, lang, zone } : { name: name.trim(), role, lang, zone }, this.go);
  }

  async send(body, button) {
    for (const { control, error } of Object.values(this.errors)) {
      control.removeAttribute('aria-invalid');
      error.replaceChildren();
    }
    this.whole.replaceChildren();
    button.disabled = true;
    const answer = await enter(body);
    if (answer.ok) {
      rememberLanguage(body.lang);
      location.assign(answer.path);
      return;
    }
    button.disabled = false;
    const at = this.errors[answer.error];
    (at?.error ?? this.whole).replaceChildren(h('p', { class: 'error', role: 'alert', t: 'signin-error', data: { field: at ? answer.error : '' } }, answer.text));
    at?.control.setAttribute('aria-invalid', 'true');
    (at?.control ?? button).focus();
  }
}

export const showSignIn = (start) => new SignIn(start);
