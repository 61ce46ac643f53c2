// tests/system/web/access.mjs: for everybody: without a mouse, on a phone, and by the rules that axe-core knows.
// SPDX-License-Identifier: BSD-3-Clause
import axe from 'axe-core';
import { check, t, until } from './browser.mjs';

export const phone = { width: 360, height: 740, phone: true };

const find = (tab) => tab.page.evaluate(async () => {
  const { violations } = await window.axe.run(document, { preload: false, resultTypes: ['violations'] });
  return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary?.split('\n').slice(1).join(' ')}`).join('; ')}`);
});

// What axe-core finds, in light and in dark.
export async function examine(tab, state) {
  for (const scheme of ['light', 'dark']) {
    await tab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
    await tab.page.evaluate(axe.source);
    const violations = await find(tab);
    check(violations.length === 0, `${state}, ${scheme}: ${violations.join(' | ')}`);
  }
  await tab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
}

export async function fits(tab, state) {
  const [wide, inner] = await tab.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  check(wide <= inner, `${state}: ${wide} px wide on a screen of ${inner} px`);
}

const focused = (tab) => tab.page.evaluate(() => document.activeElement?.dataset?.testid ?? document.activeElement?.localName);

export const access = [
  ['all is done with the keyboard alone', async ({ open, usher }) => {
    const tab = await open(usher.base);
    const { keyboard } = tab.page;
    await tab.page.goto(`${usher.base}/`);
    await tab.there(t('signin-page'));
    await tab.tabTo(t('signin-name'));
    await keyboard.type('Kim');
    await tab.tabTo(t('signin-role'));
    await keyboard.type('con'); // contributor
    await tab.tabTo(t('signin-go'));
    await keyboard.press('Enter');
    await tab.ready();
    tab.id = decodeURIComponent(new URL(tab.page.url()).pathname.split('/')[2]);
    // A room.
    await tab.tabTo(t('room', '[data-room="newcomers"]'));
    await keyboard.press('Enter');
    await tab.there(t('room', '[data-room="newcomers"][aria-current="page"]'));
    // A command, completed.
    await tab.tabTo(t('composer'));
    await keyboard.type('/ne');
    await tab.there(t('completion-option', '[data-text="/nep"]'));
    await keyboard.press('Tab');
    await until('the completed command', async () => (await tab.page.evaluate((query) => document.querySelector(query).value, t('composer'))).startsWith('/nep'));
    await keyboard.type('list');
    await keyboard.press('Enter');
    const list = await tab.sees('NEP');
    // Its button.
    const first = await tab.text(`${list} ${t('message-text')}`);
    const button = `${list} ${t('doc-button')}`;
    await tab.there(button);
    await tab.tabTo(button, 'Shift+Tab').catch(() => tab.tabTo(button));
    await keyboard.press('Enter');
    await until('what the button does', async () => ![first, ''].includes(await tab.text(`${list} ${t('message-text')}`)));
    // A thread, opened and closed.
    await tab.tabTo(t('composer'));
    await keyboard.type('Let us have a thread');
    await keyboard.press('Enter');
    const own = await tab.sees('Let us have a thread');
    await tab.tabTo(`${t('message-list')} ${t('message')}`, 'Shift+Tab'); // one of them: arrows go to the others
    await keyboard.press('End');
    check(await tab.page.evaluate((query) => document.activeElement === document.querySelector(query), own), 'End goes to the newest message');
    await keyboard.press('t');
    await tab.there(t('thread-panel'));
    await tab.tabTo(t('thread-composer'));
    await keyboard.type('In the thread');
    await keyboard.press('Enter');
    await tab.sees('In the thread', t('thread-panel'));
    await keyboard.press('Escape');
    await tab.gone(t('thread-panel'));
    check(await focused(tab) !== 'body', 'the focus is lost when the thread closes');
    // The list of shortcuts.
    await tab.tabTo(t('keyboard-open'));
    await keyboard.press('Enter');
    await tab.there(t('keyboard-dialog'));
    await keyboard.press('Escape');
    await tab.gone(t('keyboard-dialog'));
    check(await focused(tab) === 'keyboard-open', `after the dialog the focus is at ${await focused(tab)}`);
  }],

  ['a phone shows one thing at a time, and nothing too wide', async ({ enter, open, usher }) => {
    const before = await open(usher.base, phone);
    await before.page.goto(`${usher.base}/`);
    await before.there(t('signin-page'));
    await fits(before, 'sign-in');
    const tab = await enter(usher.base, { name: 'Ada', ...phone });
    const visible = (id) => tab.page.evaluate((query) => {
      const it = document.querySelector(query);
      return Boolean(it && it.checkVisibility() && it.getBoundingClientRect().width > 0);
    }, t(id));
    if (!await visible('sidebar')) await tab.click(t('back'));
    await until('the rooms', () => visible('sidebar'));
    await fits(tab, 'the rooms');
    await tab.page.tap(t('room', '[data-room="general"]'));
    await until('the room', () => visible('composer'));
    check(!await visible('sidebar'), 'the rooms stand beside the room');
    await tab.say(`a word that does not end ${'x'.repeat(200)} https://example.org/${'y'.repeat(200)}`);
    await tab.sees('a word that does not end');
    await tab.say('/nep 18');
    await tab.sees('A dispatch mechanism');
    await tab.say('/nep list');
    await until('the list', async () => (await tab.count(t('doc-button'))) > 0);
    await fits(tab, 'a room');
    await tab.press(`${await tab.sees('a word that does not end')} ${t('reply-in-thread')}`);
    await tab.there(t('thread-panel'));
    await tab.say('in the thread', t('thread-composer'));
    await tab.sees('in the thread', t('thread-panel'));
    await fits(tab, 'a thread');
    await tab.press(t('thread-close'));
    await tab.gone(t('thread-panel'));
    await tab.page.tap(t('back'));
    await until('the rooms again', () => visible('sidebar'));
    check(!await visible('composer'), 'the room stands beside the rooms');
  }],

  ['axe-core finds nothing in any state', async ({ enter, open, usher, peer }) => {
    const out = await open(usher.base);
    await out.page.goto(`${usher.base}/`);
    await out.there(t('signin-page'));
    await examine(out, 'sign-in');
    // A fault that is planted must be found, or the rest proves nothing.
    await out.page.evaluate(() => document.querySelector('main').append(document.createElement('input')));
    check((await find(out)).some((line) => line.startsWith('label ')), 'axe-core does not see a field without a label');
    const ada = await enter(usher.base, { name: 'Ada', role: 'maintainer' });
    const ben = await enter(usher.base, { name: 'Ben' });
    for (const tab of [ada, ben]) await tab.room('general');
    await ben.say('Is there a NEP about array functions?');
    await ada.say('There is: number 18. @ben have a look.');
    await ben.say('/nep 18');
    await ben.sees('A dispatch mechanism');
    const said = await ben.sees('number 18');
    await ben.press(`${said} ${t('react')}`);
    await ben.press(t('emoji'));
    await ben.there(t('reaction'));
    await examine(ben, 'a room with messages');
    await ben.press(`${said} ${t('reply-in-thread')}`);
    await ben.say('Thank you', t('thread-composer'));
    await ben.sees('Thank you', t('thread-panel'));
    await examine(ben, 'a thread');
    await ben.click(t('thread-close'));
    await ben.fill(t('composer'), '/n');
    await ben.there(t('completion-option'));
    await examine(ben, 'completion');
    await ben.fill(t('composer'), '');
    await ben.direct();
    await ben.click(t('home-tab'));
    await ben.there(t('home'));
    await examine(ben, 'the home page');
    await ben.click(t('settings-open'));
    await ben.there(t('settings-lang'));
    await examine(ben, 'settings');
    await ben.room('neps');
    await ben.there(t('join'));
    await examine(ben, 'a room to join');
    const small = await enter(usher.base, { name: 'Cleo', lang: 'zh-Hant', ...phone });
    await examine(small, 'a phone');
    await small.press(t('room', '[data-room="general"]'));
    await small.sees('number 18');
    await examine(small, 'a room on a phone');
    if (!peer) return;
    const dai = await enter(peer.base, { name: 'Dai' });
    await dai.room('general');
    await dai.say('/form');
    await dai.there(t('form-dialog'));
    await dai.fill(dai.field('name'), 'wrong');
    await dai.choose('colour', 'r');
    await dai.click(t('form-submit'));
    await until('the error', async () => (await dai.text(t('form-error', '[data-name="name"]'))).length > 0);
    await examine(dai, 'a form with an error');
  }],
];
