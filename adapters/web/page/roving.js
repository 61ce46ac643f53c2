// adapters/web/page/roving.js: going through messages by keyboard: one is in the tab order, arrows move to others.
// SPDX-License-Identifier: BSD-3-Clause

export class Roving {
  constructor(log) {
    this.log = log;
    this.current = null;
    log.scroller.addEventListener('keydown', (event) => this.key(event));
    log.scroller.addEventListener('focusin', (event) => this.entered(event.target.closest?.('article')));
    // A finger gives no focus to what is no button; a tap shows what can be done with a message all the same.
    log.scroller.addEventListener('click', (event) => this.entered(event.target.closest?.('article')));
  }

  articles() {
    return [...this.log.list.querySelectorAll('article')];
  }

  // After drawing: the list may have lost the one that was in the tab order.
  refresh() {
    const id = this.current;
    const node = (id && this.log.node(id)) || this.log.list.querySelector('article:last-of-type');
    this.mark(node);
  }

  mark(node) {
    if (this.marked && this.marked !== node) {
      this.marked.tabIndex = -1;
      for (const button of this.marked.querySelectorAll('.actions button')) button.tabIndex = -1;
      this.marked.classList.remove('current');
    }
    this.marked = node;
    if (!node) return;
    node.tabIndex = 0;
    for (const button of node.querySelectorAll('.actions button')) button.tabIndex = 0;
    node.classList.toggle('current', this.current === node.dataset.id);
  }

  entered(node) {
    if (!node) return;
    this.current = node.dataset.id;
    this.mark(node);
  }

  moveTo(node) {
    this.entered(node);
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: 'nearest' });
  }

  key(event) {
    const node = event.target;
    if (node.tagName !== 'ARTICLE' || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = this.articles();
    const at = all.indexOf(node);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (all[to]) this.moveTo(all[to]);
      return;
    }
    // Letters work only while a message has the focus, so that they are in nobody's way.
    const button = { t: 'reply-in-thread', r: 'react', e: 'edit', Delete: 'delete' }[event.key];
    const found = button && node.querySelector(`.actions [data-testid=${button}]`);
    if (!found) return;
    event.preventDefault();
    found.click();
  }
}
