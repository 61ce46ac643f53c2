// adapters/web/page/suggest.js: what may be completed at the end of a line, and what the line is then. Pure.
// SPDX-License-Identifier: BSD-3-Clause

// {kind: 'command', line} or {kind: 'mention', start, query}, or null. `caret` is where typing goes on.
export function wanted(text, caret) {
  const before = text.slice(0, caret);
  const mention = /(?:^|[\s(（])@([^\s@]{0,40})$/u.exec(before);
  if (mention) return { kind: 'mention', start: caret - mention[1].length - 1, query: mention[1] };
  if (caret === text.length && text.startsWith('/') && !text.includes('\n')) return { kind: 'command', line: text };
  return null;
}

// The people whose name or id begins so, or has a word that does; those in the room come first.
export function people(query, everybody, most = 8) {
  const low = query.toLowerCase();
  const fits = ({ id, name }) => id.toLowerCase().startsWith(low) || name.toLowerCase().split(/\s+/).some((word) => word.startsWith(low)) || name.toLowerCase().startsWith(low);
  return everybody.filter(fits).slice(0, most);
}

// A command's completion takes the place of the last word.
export function completed(line, text) {
  const start = line.length - /\S*$/.exec(line)[0].length;
  return line.slice(0, start) + text + (/[\s:=]$/.test(text) ? '' : ' ');
}

export function mentioned(text, { start }, caret, id) {
  const after = text.slice(caret);
  const word = `@${id}${after.startsWith(' ') ? '' : ' '}`;
  return { text: text.slice(0, start) + word + after, caret: start + word.length + (after.startsWith(' ') ? 1 : 0) };
}
