// tests/system/web/remote.mjs: node remote.mjs CHROMIUM: real pages of several people, told what to do by a line of JSON each.
// SPDX-License-Identifier: BSD-3-Clause
// {"n": 1, "do": "say", "who": "Ada", …} is answered {"n": 1, "ok": true, "value": …}, or with "error". One after the other.
// From tests/system/played/chromium.py.
import { createInterface } from 'node:readline';
import { Tab, openBrowser, t, until } from './browser.mjs';

const browser = await openBrowser(process.argv[2]);
const people = new Map(); // who → Tab, each in a context of their own, as on machines of their own
const tabOf = ({ who }) => people.get(who) ?? (() => { throw new Error(`nobody has come as ${who}`); })();

// What Usher says in the room that is open, as it stands there.
function standing() {
  const one = (it) => {
    const text = it.querySelector('[data-testid="message-text"]');
    return {
      id: it.dataset.id,
      deleted: it.dataset.deleted === 'true',
      text: text.innerText,
      file: text.querySelector('pre')?.textContent ?? null,
      links: [...text.querySelectorAll('a')].map((a) => a.getAttribute('href')),
      buttons: [...text.querySelectorAll('[data-testid="doc-button"]')].map((button) => button.textContent),
    };
  };
  return [...document.querySelectorAll('[data-testid="message-list"] [data-testid="message"][data-author="usher"]')]
    .filter((it) => /^\d+$/.test(it.dataset.id) && it.dataset.kind !== 'joined' && it.dataset.kind !== 'left').map(one);
}

const open = async (tab, room) => {
  if (tab.here !== room) await tab.room(room);
  tab.here = room;
};

const deeds = {
  async enter({ who, base, role }) {
    const context = await browser.createBrowserContext();
    const tab = await Tab.signIn(context, base, { name: who, role });
    people.set(who, tab);
    return tab.id;
  },

  async say({ who, room, text }) {
    const tab = tabOf({ who });
    await open(tab, room);
    await tab.fill(t('composer'), '');
    const lines = text.split('\n');
    for (const [n, line] of lines.entries()) {
      if (n > 0) {
        await tab.page.keyboard.down('Shift');
        await tab.page.keyboard.press('Enter');
        await tab.page.keyboard.up('Shift');
      }
      // Letter by letter what completion may get in the way of; what is long is pasted.
      const typed = Math.min(line.length, 40);
      await tab.page.keyboard.type(line.slice(0, typed));
      if (typed < line.length) await tab.page.keyboard.sendCharacter(line.slice(typed));
    }
    await tab.page.keyboard.press('Enter');
    await until('an empty box', async () => await tab.page.evaluate((box) => document.querySelector(box).value, t('composer')) === '');
  },

  async press({ who, room, id, label }) {
    const tab = tabOf({ who });
    await open(tab, room);
    const message = t('message', `[data-id="${id}"]`);
    const n = await until(`the button ${label}`, () => tab.page.evaluate((query, words) => [...document.querySelectorAll(query)]
      .find((it) => it.textContent === words)?.dataset.n, `${message} ${t('doc-button')}`, label));
    await tab.click(`${message} ${t('doc-button', `[data-n="${n}"]`)}`);
  },

  async fill({ who, fields }) {
    const tab = tabOf({ who });
    await tab.there(t('form-dialog'));
    for (const [name, value] of Object.entries(fields)) {
      if (Array.isArray(value)) await tab.choose(name, ...value);
      else await tab.fill(tab.field(name), value);
    }
    await tab.click(t('form-submit'));
    await tab.gone(t('form-dialog'));
  },

  // people: who → the rooms that they look into; all of them at once, the room that is open first.
  async look({ people: all }) {
    const look = async ([who, rooms]) => {
      const tab = tabOf({ who });
      const out = {};
      for (const room of [...rooms].sort((a, b) => (b === tab.here) - (a === tab.here))) {
        await open(tab, room);
        out[room] = await tab.page.evaluate(standing);
      }
      return [who, out];
    };
    return Object.fromEntries(await Promise.all(Object.entries(all).map(look)));
  },

  async complaints() {
    return [...people].flatMap(([who, tab]) => tab.errors.map((error) => `${who}: ${error}`));
  },
};

const input = createInterface({ input: process.stdin });
for await (const line of input) {
  const order = JSON.parse(line);
  let answer;
  try {
    answer = { n: order.n, ok: true, value: await deeds[order.do](order) ?? null };
  } catch (error) {
    answer = { n: order.n, ok: false, error: error.stack.split('\n').slice(0, 4).join('\n') };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.gone();
