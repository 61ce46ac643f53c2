// adapters/web/page/connection.js: the quiet line that tells when there is no connection, and why.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { w } from './words.js';

const PATIENCE = 900; // ms; what is over sooner is not worth a word

export function connectionLine() {
  const words = h('span', {});
  const element = h('div', { class: 'connection', role: 'status', t: 'connection', data: { state: 'connecting' } }, words);
  let now = { name: 'connecting', why: '', tries: 0 };
  let timer = null;
  const word = () => {
    const { name, why, tries } = now;
    if (name === 'online') words.textContent = '';
    else words.textContent = why ? w(why) : w(tries > 2 ? 'no_connection' : 'connecting_again');
  };
  return {
    element, word,
    show(name, why, tries) {
      now = { name, why, tries };
      element.dataset.state = name;
      clearTimeout(timer);
      if (name === 'online') {
        element.classList.remove('shown');
        word();
      } else if (element.classList.contains('shown')) word();
      else timer = setTimeout(() => { word(); element.classList.add('shown'); }, PATIENCE);
    },
  };
}
