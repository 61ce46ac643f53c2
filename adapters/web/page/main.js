// adapters/web/page/main.js: decides what this address shows: the sign-in page or a person's space.
// SPDX-License-Identifier: BSD-3-Clause
import { guessLanguage, loadWords } from './words.js';
import { pauseBefore } from './link.js';

const space = /^\/as\/([^/]+)\/$/.exec(location.pathname);

// What the server says about signing in; both pages need its list of languages. A server that is just restarting is
// asked again, since the person cannot do anything better either.
async function ask(url) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(url, { headers: { accept: 'application/json' } });
      if (answer.ok) return await answer.json();
    } catch {
      // no server yet
    }
    // These words cannot come from a server that does not answer.
    document.title = 'Usher …';
    await new Promise((again) => setTimeout(again, pauseBefore(tries, Math.random())));
  }
}

async function begin() {
  const start = await ask('/api/start');
  await loadWords(guessLanguage(start.languages.map((one) => one.tag)));
  if (space) {
    const { openSpace } = await import('./app.js');
    openSpace(decodeURIComponent(space[1]), start);
  } else {
    const { showSignIn } = await import('./signin.js');
    showSignIn(start);
  }
}

begin();
