// adapters/web/page/home.js: Usher's home page, which is his to write; the page only shows it.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { doc } from './prose.js';
import { w } from './words.js';

export class Home {
  constructor(app) {
    this.app = app;
    this.inner = h('div', { class: 'home-inner doc' });
    this.element = h('section', { class: 'home', t: 'home', 'aria-label': w('home'), tabindex: 0 }, this.inner);
  }

  // Usher is told that somebody looks, and may send something newer.
  open() {
    this.render();
    this.app.act({ do: 'home' });
  }

  render() {
    const { home } = this.app.store;
    const press = async (n, button) => {
      button.disabled = true;
      await this.app.act({ do: 'press', home: true, button: n });
      button.disabled = false;
    };
    this.inner.replaceChildren();
    if (home?.length) this.inner.append(...doc(this.app, home, { heading: 'h2', press }).filter(Boolean));
    else this.inner.append(h('p', { class: 'empty' }, w('home_empty')));
  }

  stop() {
    this.element.remove();
  }
}
