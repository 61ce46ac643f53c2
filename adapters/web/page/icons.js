// adapters/web/page/icons.js: the icons, drawn as lines in the colour of the words around them.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';

// Icons are decoration; the button around one has the words.
const paths = {
  send: 'M4 12l16-8-6 16-3-6z',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  react: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9 10v.5M15 10v.5M8.5 14.5c2 2.4 5 2.4 7 0',
  thread: 'M5 5h14v10H10l-5 4zM9 9h6M9 12h3',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  delete: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12',
  people: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c0-3 3-5 6-5s6 2 6 5M16 5a3 3 0 0 1 0 6M17 14c2 .5 4 2 4 5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z',
  eye: 'M3 12c4-7 14-7 18 0-4 7-14 7-18 0zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  down: 'M12 5v14M6 13l6 6 6-6',
  keyboard: 'M3 7h18v10H3zM7 11v.01M11 11v.01M15 11v.01M8 14h8',
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

// A button that shows only an icon; its words are its name and its tooltip.
export const iconButton = (name, label, props) => h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, ...props }, icon(name));
