// tests/system/web/live.mjs: coming and going: signing in and out, rooms, unread marks, languages, a server that dies.
// SPDX-License-Identifier: BSD-3-Clause
import { check, t, until } from './browser.mjs';

const refusals = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to .* failed/;

export const live = [
  ['a restart in between loses nothing and doubles nothing', async ({ enter, usher }) => {
    const ada = await enter(usher.base, { name: 'Ada' });
    const ben = await enter(usher.base, { name: 'Ben' });
    for (const tab of [ada, ben]) await tab.room('general');
    await ada.say('before the restart');
    await ben.sees('before the restart');
    // Killed again and again, each time while something is on its way.
    const said = [];
    for (let round = 0; round < 3; round += 1) {
      said.push(`just before ${round}`, `while it was down ${round}`, `of Ben's ${round}`);
      await ada.say(`just before ${round}`);
      await usher.kill();
      for (const tab of [ada, ben]) await tab.there(t('connection', ':not([data-state="online"])'));
      await ada.say(`while it was down ${round}`);
      await ben.say(`of Ben's ${round}`);
      await until('what is typed meanwhile', async () => (await ada.messages(`while it was down ${round}`)).length === 1);
      await usher.start();
      for (const tab of [ada, ben]) await tab.there(t('connection', '[data-state="online"]'));
      for (const tab of [ada, ben]) for (const text of said) await tab.sees(text);
    }
    for (const tab of [ada, ben]) {
      await until('nothing pending', async () => await tab.count(t('message', '[data-pending="true"]')) === 0);
      for (const text of ['before the restart', ...said]) {
        const found = await tab.messages(text);
        check(found.length === 1, `“${text}” stands ${found.length} times`);
      }
    }
    const order = (tab) => tab.page.evaluate((query) => [...document.querySelectorAll(query)].map((it) => it.dataset.id), `${t('message-list')} ${t('message')}`);
    check(String(await order(ada)) === String(await order(ben)), 'both see the same order');
    await ben.page.reload();
    await ben.ready();
    await ben.sees('before the restart');
    check(String(await order(ada)) === String(await order(ben)), 'a reload shows the same');
    check(await ada.count(t('message', '[data-failed="true"]')) === 0, 'something failed');
  }, refusals],

  ['a language is changed for the page and the answers', async ({ enter, usher }) => {
    const tab = await enter(usher.base, { name: 'Ada', lang: 'en' });
    await tab.direct();
    await tab.fill(t('composer'), 'a draft that stays');
    const before = await tab.text(t('sidebar'));
    await tab.click(t('settings-open'));
    await tab.there(t('settings-lang'));
    await tab.page.select(t('settings-lang'), 'zh-Hant');
    await until('the page in Chinese', async () => await tab.attribute('html', 'lang') === 'zh-Hant');
    await until('words in Chinese', async () => /\p{Script=Han}/u.test(await tab.text(t('sidebar'))));
    check(await tab.text(t('sidebar')) !== before, 'the rooms are headed in Chinese');
    check(await tab.page.evaluate((query) => document.querySelector(query).value, t('composer')) === 'a draft that stays', 'the draft is gone');
    await tab.say('/nep 0');
    await tab.sees('狀態');
    await tab.page.reload();
    await tab.ready();
    check(await tab.attribute('html', 'lang') === 'zh-Hant', 'it is forgotten after a reload');
    await tab.click(t('settings-open'));
    await tab.page.select(t('settings-zone'), 'Asia/Taipei');
    await tab.say('/language zh-Hans');
    await tab.sees('简体');
    await tab.say('/nep 0');
    await tab.sees('状态');
    await tab.page.reload();
    await tab.ready();
    await tab.click(t('settings-open'));
    check(await tab.page.evaluate((query) => document.querySelector(query).value, t('settings-zone')) === 'Asia/Taipei', 'the zone is forgotten');
  }],

  ['rooms are joined and left', async ({ enter, usher }) => {
    const ada = await enter(usher.base, { name: 'Ada' });
    await ada.room('general');
    const ben = await enter(usher.base, { name: 'Benedikta' });
    await ada.click(t('members'));
    await until('who is new among the members', async () => (await ada.text(t('members-panel'))).includes('Benedikta'));
    await ada.click(t('members'));
    const committee = await enter(usher.base, { name: 'Cleo', role: 'committee' });
    await committee.there(t('room', '[data-room="coc-committee"]'));
    check(await ada.count('[data-room="coc-committee"]') === 0, 'the committee’s room is shown to all');
    for (const tab of [ada, ben]) {
      await tab.there(t('room-other', '[data-room="neps"]'));
      await tab.room('neps');
      await tab.click(t('join'));
      await tab.there(t('room', '[data-room="neps"]'));
      await tab.there(t('composer'));
    }
    await ada.say('hello, readers of NEPs');
    await ben.sees('hello, readers of NEPs');
    await ben.there(t('message', '[data-kind="joined"]'));
    await ben.click(t('members'));
    await until('the members', async () => /Ada/.test(await ben.text(t('members-panel'))) && /Benedikta/.test(await ben.text(t('members-panel'))));
    await ben.click(t('leave'));
    await ben.there(t('room-other', '[data-room="neps"]'));
    await ben.gone(t('composer'));
    await ada.there(t('message', `[data-kind="left"][data-author="${ben.id}"]`));
    await ada.say('Ben does not see this');
    await ada.sees('Ben does not see this');
    check((await ben.messages('Ben does not see this')).length === 0, 'who has left sees what is said');
  }],

  ['what is unread is counted until it is read', async ({ enter, usher }) => {
    const ada = await enter(usher.base, { name: 'Ada' });
    const ben = await enter(usher.base, { name: 'Ben' });
    await ada.room('general');
    await ben.room('newcomers');
    const mark = (number) => t('room', `[data-room="general"][data-unread="${number}"]`);
    await ben.room('general'); // what others said before is read now
    await ben.room('newcomers');
    await ben.there(mark(0));
    await ada.say('unread one');
    await ben.there(mark(1));
    await ada.say('unread two');
    await ben.there(mark(2));
    check(await ada.count(mark(0)) === 1, 'one’s own words are unread');
    // It outlives a reload, and reading in one tab reads in the other.
    await ben.page.reload();
    await ben.ready();
    await ben.there(mark(2));
    const other = await ben.page.browserContext().newPage();
    await other.goto(ben.page.url());
    await until('the second tab', () => other.evaluate((query) => Boolean(document.querySelector(query)), mark(2)));
    await ben.room('general');
    await ben.sees('unread two');
    await ben.there(mark(0));
    await until('read in the other tab', () => other.evaluate((query) => Boolean(document.querySelector(query)), mark(0)));
    await other.close();
  }],

  ['Usher’s home page is looked at', async ({ enter, usher, peer }) => {
    const tab = await enter(usher.base, { name: 'Ada' });
    await tab.direct();
    await tab.click(t('home-tab'));
    await tab.there(t('home'));
    await tab.click(t('talk-tab'));
    await tab.there(t('composer'));
    if (!peer) return;
    const ada = await enter(peer.base, { name: 'Ada' });
    await ada.direct();
    await ada.say('/home');
    await ada.click(t('home-tab'));
    await until('the home page', async () => (await ada.text(t('home'))).includes('Home, seen 1 times'));
    await ada.click(`${t('home')} ${t('doc-button', '[data-n="0"]')}`);
    await until('the home page anew', async () => (await ada.text(t('home'))).includes('Home, seen 2 times'));
    await ada.page.reload();
    await ada.ready();
    await until('the home page after a reload', async () => (await ada.text('body')).includes('Home, seen 2 times'));
  }],

  ['who signs out is out, in every tab', async ({ enter, usher, context }) => {
    const tab = await enter(usher.base, { name: 'Ada' });
    const stays = await enter(usher.base, { name: 'Ben' });
    const address = tab.page.url();
    const second = await context.newPage();
    await second.goto(address);
    await until('the second tab', () => second.evaluate((query) => Boolean(document.querySelector(query)), t('app', '[data-ready="true"]')));
    await tab.click(t('settings-open'));
    await tab.click(t('sign-out'));
    await tab.there(t('signin-page'));
    await until('the second tab’s end', () => second.evaluate((query) => Boolean(document.querySelector(query)), t('signin-page')));
    await tab.page.goto(address.split('#')[0]);
    await tab.there(t('signin-page'));
    check(new URL(tab.page.url()).pathname === '/', `signed out, and at ${tab.page.url()}`);
    await stays.room('general');
    await stays.say('I am still here');
    await stays.sees('I am still here');
    // And comes back by one click.
    await tab.click(t('signin-known', `[data-id="${tab.id}"]`));
    await tab.ready();
    check(new URL(tab.page.url()).pathname === `/as/${tab.id}/`, `came back to ${tab.page.url()}`);
  }],

  ['a name that cannot be is said at its field', async ({ open, usher }) => {
    const tab = await open(usher.base);
    await tab.page.goto(`${usher.base}/`);
    await tab.there(t('signin-page'));
    await tab.page.select(t('signin-lang-page'), 'zh-Hans');
    await until('the sign-in page in Chinese', async () => await tab.attribute('html', 'lang') === 'zh-Hans');
    await tab.page.select(t('signin-lang-page'), 'en');
    await until('the sign-in page in English', async () => await tab.attribute('html', 'lang') === 'en');
    await tab.fill(t('signin-name'), '   ');
    await tab.click(t('signin-go'));
    await until('the error', async () => (await tab.text(t('signin-error'))).length > 5);
    check(new URL(tab.page.url()).pathname === '/', 'somebody without a name was let in');
  }, /status of 400/],

  ['older messages come when one scrolls up', async ({ enter, usher }) => {
    const ada = await enter(usher.base, { name: 'Ada' });
    await ada.room('meetings');
    await ada.click(t('join'));
    await ada.there(t('composer'));
    for (let n = 1; n <= 70; n += 1) {
      await ada.say(`minute ${n}.`);
      await ada.sees(`minute ${n}.`);
    }
    const ben = await enter(usher.base, { name: 'Ben' });
    await ben.room('meetings');
    await ben.click(t('join'));
    await ben.sees('minute 70.');
    const load = async () => {
      if (await ben.count(t('load-older'))) await ben.press(t('load-older'));
      return (await ben.messages('minute 1.')).length === 1;
    };
    await until('the first minute', load);
    const all = await ben.messages('minute ');
    check(all.length === 70 && String(all) === String(all.map(Number).sort((a, b) => a - b)), `${all.length} messages, in order`);
  }],

  ['an injected script does nothing, and the policy is not broken', async ({ enter, usher }) => {
    const tab = await enter(usher.base, { name: 'Ada' });
    await tab.room('general');
    await tab.say('/nep 18');
    await tab.sees('A dispatch mechanism');
    check(tab.errors.length === 0, `in normal use the browser complains: ${tab.errors}`);
    const ran = await tab.page.evaluate(async () => {
      const broken = [];
      document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.hurt = 1';
      document.body.append(script);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.hurt = 2');
      image.src = 'data:image/png;base64,AAAA';
      document.body.append(image);
      const elsewhere = document.createElement('script');
      elsewhere.src = 'https://evil.example/x.js';
      document.body.append(elsewhere);
      const frame = document.createElement('iframe');
      frame.srcdoc = '<script>parent.hurt = 3</script>';
      document.body.append(frame);
      const style = document.createElement('style');
      style.textContent = 'body { opacity: 0.5 }';
      document.body.append(style);
      const link = document.createElement('a');
      link.href = 'javascript:window.hurt = 4';
      document.body.append(link);
      link.click();
      await fetch('https://evil.example/').catch(() => 0);
      for (let tries = 0; tries < 100 && broken.length < 5; tries += 1) await new Promise((done) => setTimeout(done, 20));
      return [window.hurt ?? 0, getComputedStyle(document.body).opacity, broken];
    });
    check(ran[0] === 0, `a script ran (${ran[0]})`);
    check(ran[1] === '1', 'a style was taken');
    check(['script-src', 'connect-src', 'style-src'].every((what) => ran[2].some((broken) => broken.startsWith(what))), `the policy stopped ${ran[2]}`);
  }, /Content Security Policy|evil\.example|Failed to load resource/],
];
