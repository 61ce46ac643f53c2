// adapters/web/page/textbox.js: a text box as tall as its text, and whether an input method is at work in it.
// SPDX-License-Identifier: BSD-3-Clause

export function fit(box) {
  box.style.height = 'auto';
  const border = box.offsetHeight - box.clientHeight;
  box.style.height = `${box.scrollHeight + border}px`;
}

export function autosize(box) {
  box.addEventListener('input', () => fit(box));
  // It has no size before it is in the document.
  requestAnimationFrame(() => fit(box));
}

// Enter then ends a word, and sends nothing. Safari says so only by the key code.
export const composing = (event) => event.isComposing || event.keyCode === 229;
