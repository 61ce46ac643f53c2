// adapters/web/page/dom.js: makes elements, and keeps a list of them in step with data. Text is only ever text.
// SPDX-License-Identifier: BSD-3-Clause

// h('button', {class, t: testid, on: {click}, data: {id}, …attributes}, ...children). A child is a node or a text;
// null, false and undefined are nothing.
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') for (const [event, heard] of Object.entries(value)) node.addEventListener(event, heard);
    else if (name === 't') node.dataset.testid = value;
    else if (name === 'data') setData(node, value);
    else if (name === 'value' && tag !== 'option' && tag !== 'input') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  put(node, ...children);
  return node;
}

function setData(node, data) {
  for (const [name, value] of Object.entries(data)) if (value !== undefined && value !== null && value !== false) node.dataset[name] = String(value);
}

export function put(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== '') node.append(child);
  }
  return node;
}

// What had the focus within a node that is replaced by its newer self.
function focusWithin(node) {
  const active = document.activeElement;
  if (!active || !node.contains(active)) return null;
  if (active === node) return (fresh) => fresh;
  const { testid, emoji, n } = active.dataset;
  return (fresh) => [...fresh.querySelectorAll('[data-testid]')].find((it) => it.dataset.testid === testid && it.dataset.emoji === emoji && it.dataset.n === n) ?? fresh;
}

// Makes the children of `parent` be `items`, in order. An item has a `key`, and a `sig` that changes when it must be
// drawn again; all other nodes stay as they are, so a new message costs one node.
export function sync(parent, items, build) {
  const old = new Map();
  for (const node of parent.children) if (node.syncKey !== undefined) old.set(node.syncKey, node);
  let cursor = parent.firstElementChild;
  for (const item of items) {
    let node = old.get(item.key);
    old.delete(item.key);
    if (!node || node.syncSig !== item.sig) {
      const fresh = build(item);
      fresh.syncKey = item.key;
      fresh.syncSig = item.sig;
      if (node) {
        const refocus = focusWithin(node);
        if (cursor === node) cursor = node.nextElementSibling;
        node.replaceWith(fresh);
        refocus?.(fresh)?.focus({ preventScroll: true });
        if (fresh.nextElementSibling !== cursor) parent.insertBefore(fresh, cursor);
      } else {
        parent.insertBefore(fresh, cursor);
      }
      node = fresh;
    } else if (cursor === node) {
      cursor = node.nextElementSibling;
    } else {
      parent.insertBefore(node, cursor);
    }
  }
  for (const node of old.values()) node.remove();
}

// The same call, once for all that happens in one frame's time. Not requestAnimationFrame: a hidden tab has none.
export function soon(call) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      call();
    }, 16);
  };
}
