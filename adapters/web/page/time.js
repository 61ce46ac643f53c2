// adapters/web/page/time.js: instants and days in the reader's zone and language.
// SPDX-License-Identifier: BSD-3-Clause
import { currentLanguage } from './words.js';
import { h } from './dom.js';

let zone = 'UTC';
let formats = new Map();

// A zone that this browser does not know is shown as UTC rather than not at all.
export function setZone(name) {
  formats = new Map();
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zone = name;
  } catch {
    zone = 'UTC';
  }
}

const shapes = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  // en-CA writes 2026-03-31, which tells days apart in any language
  key: { year: 'numeric', month: '2-digit', day: '2-digit' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
};

function format(shape, seconds) {
  if (!formats.has(shape)) {
    const language = shape === 'key' ? 'en-CA' : currentLanguage() === 'en' ? 'en-GB' : currentLanguage();
    formats.set(shape, new Intl.DateTimeFormat(language, { ...shapes[shape], timeZone: zone }));
  }
  return formats.get(shape).format(new Date(seconds * 1000));
}

export const clock = (seconds) => format('clock', seconds);
export const dayName = (seconds) => format('day', seconds);
export const dayKey = (seconds) => format('key', seconds);
export const full = (seconds) => format('full', seconds);

const iso = (seconds) => new Date(seconds * 1000).toISOString();

// When a message was said: the hour, and all of it on hovering.
export const stamp = (seconds) => h('time', { class: 'stamp', datetime: iso(seconds), title: full(seconds) }, clock(seconds));

// An instant that a text speaks of. `words` is how its author's side put it, for whoever wants to compare.
export const instant = (seconds, words) => h('time', { class: 'instant', datetime: iso(seconds), title: words }, full(seconds));

// What the browser knows of zones, with UTC, which some leave out.
export function zones() {
  const known = Intl.supportedValuesOf?.('timeZone') ?? [];
  return [...new Set(['UTC', ...known])].sort();
}

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
