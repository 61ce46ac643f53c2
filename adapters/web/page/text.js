// adapters/web/page/text.js: what people typed, cut into words, links and mentions. Pure: pieces in, no DOM.
// SPDX-License-Identifier: BSD-3-Clause

const SAFE = new Set(['http:', 'https:', 'mailto:']);

// The address if it may be a link, else null.
export function safeHref(href) {
  try {
    return SAFE.has(new URL(href).protocol) ? href : null;
  } catch {
    return null;
  }
}

const URL_SHAPE = /https?:\/\/[^\s<>"'`，。；：！？（）「」『』【】《》、]+/gu;

const unopened = (url, open, close) => url.split(close).length > url.split(open).length;

// A sentence's own punctuation at the end of an address is not part of it; a closing bracket is when it was opened in it.
function trimmed(url) {
  let end = url.length;
  for (;;) {
    const last = url[end - 1];
    if (/[.,;:!?*_]/.test(last)) end -= 1;
    else if (last === ')' && unopened(url.slice(0, end), '(', ')')) end -= 1;
    else if (last === ']' && unopened(url.slice(0, end), '[', ']')) end -= 1;
    else return url.slice(0, end);
  }
}

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// One expression that finds every "@id" and "@Name" of these people, longest first.
export function mentionShape(people) {
  const words = people.flatMap(({ id, name }) => [id, name]).filter(Boolean);
  if (words.length === 0) return null;
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}_@/.])@(${sorted.join('|')})(?![A-Za-z0-9_-])`, 'giu');
}

function mentions(text, shape, whoIs) {
  if (!shape) return [{ t: text }];
  const pieces = [];
  let at = 0;
  for (const found of text.matchAll(shape)) {
    if (found.index > at) pieces.push({ t: text.slice(at, found.index) });
    pieces.push({ t: found[0], who: whoIs(found[1]) });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ t: text.slice(at) });
  return pieces;
}

// [{t}, {t, href}, {t, who}], in order; joined, their words are the text again.
export function pieces(text, shape, whoIs) {
  const result = [];
  let at = 0;
  for (const found of text.matchAll(URL_SHAPE)) {
    const url = trimmed(found[0]);
    if (!safeHref(url)) continue;
    if (found.index > at) result.push(...mentions(text.slice(at, found.index), shape, whoIs));
    result.push({ t: url, href: url });
    at = found.index + url.length;
  }
  if (at < text.length) result.push(...mentions(text.slice(at), shape, whoIs));
  return result;
}
