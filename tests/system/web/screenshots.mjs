// tests/system/web/screenshots.mjs: pictures for the documentation, of an invented conversation.
// SPDX-License-Identifier: BSD-3-Clause
import { join } from 'node:path';
import { Tab, t } from './browser.mjs';

const dark = [{ name: 'prefers-color-scheme', value: 'dark' }];
const light = [{ name: 'prefers-color-scheme', value: 'light' }];

export async function takeScreenshots({ browser, usher, peer }, folder) {
  const context = await browser.createBrowserContext();
  const shot = async (tab, name) => {
    // Neither a caret nor what the mouse happens to point at.
    await tab.page.mouse.move(1, 1);
    await tab.page.evaluate(() => document.fonts.ready);
    await tab.page.screenshot({ path: join(folder, name) });
    console.log(`  ${join(folder, name)}`);
  };
  const enter = (base, who) => Tab.signIn(context, base, who);

  const people = {
    maya: await enter(usher.base, { name: 'Maya Okafor', role: 'maintainer' }),
    jonas: await enter(usher.base, { name: 'Jonas Lindqvist', role: 'contributor' }),
    mei: await enter(usher.base, { name: '林小美', role: 'newcomer', lang: 'zh-Hant' }),
    priya: await enter(usher.base, { name: 'Priya Raman', role: 'organiser' }),
  };
  for (const tab of Object.values(people)) await tab.room('general');
  const { maya, jonas, mei, priya } = people;
  const say = async (tab, text) => {
    await tab.say(text);
    return tab.sees(text.slice(0, 25));
  };
  const react = async (tab, words, n) => {
    const message = await tab.sees(words);
    await tab.press(`${message} ${t('react')}`);
    await tab.there(t('emoji'));
    await tab.page.evaluate((query, at) => document.querySelectorAll(query)[at].click(), t('emoji'), n);
    await tab.there(`${message} ${t('reaction')}`);
  };

  await say(maya, 'Good morning! The 2.5 branch is open. If your pull request needs a release note, now is the time.');
  await say(jonas, 'Mine is ready for review: it makes np.pad twice as fast on large arrays.');
  await say(priya, 'The community call is tomorrow at 17:00 UTC. Newcomers are very welcome, cameras off is fine.');
  await say(mei, 'Hello! I want to write an array class of my own. How do I make np.concatenate work with it?');
  await say(jonas, 'Welcome! You want __array_function__; it has a NEP of its own.');
  await react(maya, 'Welcome! You want', 0);
  await react(priya, 'Welcome! You want', 0);
  await react(mei, 'Welcome! You want', 1);
  const question = await maya.sees('I want to write an array');
  await maya.press(`${question} ${t('reply-in-thread')}`);
  await maya.say('The examples in dask and cupy are good to read after the NEP.', t('thread-composer'));
  await maya.sees('The examples in dask', t('thread-panel'));
  await maya.click(t('thread-close'));
  await maya.say('/nep 18');
  await maya.sees('A dispatch mechanism');
  await mei.room('newcomers');
  await say(mei, 'My first contribution was merged today. Thank you all!');
  await say(mei, 'It is a small one: a typing error in the user guide.');
  await mei.room('general');
  await say(mei, 'See you tomorrow at the call.');
  await maya.there(t('room', '[data-room="newcomers"]:not([data-unread="0"])'));
  await maya.page.emulateMediaFeatures(light);
  await shot(maya, 'room.png');
  await maya.page.emulateMediaFeatures(dark);
  await shot(maya, 'dark.png');
  await maya.page.emulateMediaFeatures(light);

  await mei.room(`dm:${mei.id}`);
  await mei.say('/nep list array');
  await mei.there(`${t('message', '[data-author="usher"]')} ul`);
  await mei.say('/nep 18');
  await mei.sees('狀態');
  await shot(mei, 'chinese.png');

  const small = await Tab.open(context, usher.base, { width: 360, height: 740, phone: true });
  await small.page.goto(jonas.page.url());
  await small.ready();
  await small.press(t('room', '[data-room="general"]'));
  await small.sees('Welcome! You want');
  await shot(small, 'phone.png');

  if (peer) {
    const ada = await enter(peer.base, { name: 'Ada' });
    await ada.room('general');
    await ada.say('Here is a form to fill in.');
    await ada.say('/form');
    await ada.there(t('form-dialog'));
    await ada.fill(ada.field('name'), 'wrong');
    await ada.choose('colour', 'g');
    await ada.click(t('form-submit'));
    await ada.there(`${t('form-error', '[data-name="name"]')}`);
    await shot(ada, 'form.png');
  }
  await context.close();
}
