// adapters/web/page/announce.js: what is told without being looked at: the live region, the title, a passing banner.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { plain } from './prose.js';
import { w } from './words.js';

const LONGEST = 160;

export class Announcer {
  constructor() {
    this.live = h('div', { class: 'visually-hidden', 'aria-live': 'polite', t: 'live' });
    this.banner = h('p', { class: 'banner', role: 'status', t: 'banner', hidden: true });
    this.waiting = [];
  }

  // Several in a short while are said as one, so that a busy room is not a stutter.
  say(text) {
    this.waiting.push(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.live.textContent = this.waiting.slice(-5).join('. ');
      this.waiting = [];
    }, 250);
  }

  message(app, message) {
    const words = message.doc ? plain(message.doc) : (message.text ?? '');
    const short = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
    this.say(`${message.only ? `${w('only_you')}. ` : ''}${app.store.nameOf(message.author)}: ${short}`);
  }

  // An action that failed, for as long as it takes to read it.
  tell(text) {
    this.banner.textContent = text;
    this.banner.hidden = false;
    clearTimeout(this.hide);
    this.hide = setTimeout(() => { this.banner.hidden = true; }, 8000);
  }

  title(app) {
    const unread = app.store.unread();
    const name = app.route.room ? app.roomName(app.route.room) : null;
    document.title = `${unread ? `(${unread}) ` : ''}${name ? `${name} – ` : ''}${app.store.community}`;
  }
}
