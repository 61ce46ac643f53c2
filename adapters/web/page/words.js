// adapters/web/page/words.js: the words of the page, in the reader's language, as the server words them.
// SPDX-License-Identifier: BSD-3-Clause
import { pauseBefore } from './link.js';

let table = {};
let language = 'en';

// A word by its key; {placeholders} are replaced by what `values` has under their names.
export function w(key, values = {}) {
  const text = table[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

export const currentLanguage = () => language;

// Which of the languages offered (their tags) the browser's owner would like best: the nearest to the first that is spoken
// here. Chinese is told apart by script, then by region.
export function languageFor(tags, offered) {
  const known = new Map(offered.map((tag) => [tag.toLowerCase(), tag]));
  for (const tag of tags) {
    const low = tag.toLowerCase();
    if (/^zh\b.*\b(hant|tw|hk|mo)\b/.test(low)) return 'zh-Hant';
    if (/^zh\b/.test(low)) return 'zh-Hans';
    for (let parts = low.split('-'); parts.length > 0; parts = parts.slice(0, -1)) {
      const found = known.get(parts.join('-'));
      if (found) return found;
    }
    const akin = offered.find((one) => one.toLowerCase().split('-')[0] === low.split('-')[0]);
    if (akin) return akin;
  }
  return 'en';
}

// What was chosen here last goes before what the browser is set to, where it is still there.
export function guessLanguage(offered) {
  let chosen = null;
  try {
    chosen = localStorage.getItem('usher.lang');
  } catch {
    // storage may be switched off; then the browser's languages decide
  }
  if (offered.includes(chosen)) return chosen;
  return languageFor(navigator.languages ?? [navigator.language], offered);
}

export function rememberLanguage(tag) {
  try {
    localStorage.setItem('usher.lang', tag);
  } catch {
    // see above
  }
}

let newest = 0;

// Loads a language and names it on the document. The last call wins, whichever answer comes last.
export async function loadWords(tag) {
  newest += 1;
  const mine = newest;
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(`/api/words?lang=${encodeURIComponent(tag)}`);
      if (answer.ok) {
        const body = await answer.json();
        if (mine !== newest) return;
        table = body.words;
        language = body.lang;
        document.documentElement.lang = language;
        return;
      }
    } catch {
      // no server yet
    }
    if (mine !== newest) return;
    await new Promise((again) => setTimeout(again, pauseBefore(tries, Math.random())));
  }
}
