// tests/system/web/talk.mjs: what people do in the space: they talk, ask Usher, press its buttons, fill in its forms.
// SPDX-License-Identifier: BSD-3-Clause
import { check, t, until } from './browser.mjs';

const two = async ({ enter, usher }, room = 'general') => {
  const ada = await enter(usher.base, { name: 'Ada', role: 'maintainer' });
  const ben = await enter(usher.base, { name: 'Ben' });
  await ada.room(room);
  await ben.room(room);
  return [ada, ben];
};

const labels = { en: ['Status', 'Active'], 'zh-Hans': ['状态', '活动中'], 'zh-Hant': ['狀態', '活動中'] };

export const talk = [
  ['/nep 0 is answered in three languages', async ({ enter, usher }) => {
    for (const [lang, [label, value]] of Object.entries(labels)) {
      const tab = await enter(usher.base, { name: `Reader ${lang}`, lang });
      await tab.direct();
      await tab.say('/nep 0');
      const answer = await tab.text(await tab.sees(label));
      check(answer.includes(value) && answer.includes('2017-12-11'), `${lang}: ${answer}`);
      check((await tab.attribute('html', 'lang')).startsWith(lang), `the page says it is in ${await tab.attribute('html', 'lang')}`);
    }
  }],

  ['/nep 18 is answered with a card and a link', async ({ enter, usher }) => {
    const tab = await enter(usher.base, { name: 'Ada' });
    await tab.room('general');
    await tab.say('/nep 18');
    const card = await tab.sees('A dispatch mechanism');
    const links = await tab.page.evaluate((query) => [...document.querySelectorAll(`${query} a`)].map((it) => [it.href, it.rel]), card);
    const link = links.find(([href]) => href.startsWith('https://numpy.org/neps/nep-0018'));
    check(link && link[1].includes('noopener'), `the links: ${JSON.stringify(links)}`);
    check(await tab.attribute(card, 'data-author') === 'usher', 'Usher answers');
    await tab.there(t('echo'));
  }],

  ['two people in two tabs see each other live', async (world) => {
    const [ada, ben] = await two(world);
    await ada.say('Good morning from Ada');
    await ben.sees('Good morning from Ada');
    await ben.say('And from Ben');
    const seen = await ada.sees('And from Ben');
    check(await ada.attribute(seen, 'data-author') === ben.id, 'Ben is its author');
    check(await ada.attribute(seen, 'data-only') === null, 'it is for everybody');
    for (const tab of [ada, ben]) {
      check((await tab.messages('Good morning from Ada')).length === 1, 'it stands once');
      check(await tab.count(t('message', '[data-pending="true"]')) === 0, 'nothing is pending');
    }
    // Ben is typing when a message comes.
    await ben.fill(t('composer'), 'half a sen');
    await ada.say('A message meanwhile');
    await ben.sees('A message meanwhile');
    await ben.page.keyboard.type('tence');
    await ben.page.keyboard.press('Enter');
    await ada.sees('half a sentence');
  }],

  ['a list of NEPs is paged by its button', async ({ enter, usher }) => {
    const tab = await enter(usher.base, { name: 'Ada' });
    await tab.direct();
    await tab.say('/nep list');
    const list = await tab.sees('NEP');
    const first = await tab.text(`${list} ${t('message-text')}`);
    const next = await tab.page.evaluate((query) => [...document.querySelectorAll(query)].find((it) => it.innerText.includes('Next page'))?.dataset.n, `${list} ${t('doc-button')}`);
    if (!check(next !== undefined, `no button “Next page”: ${first}`)) return;
    await tab.click(`${list} ${t('doc-button', `[data-n="${next}"]`)}`);
    await until('the next page', async () => ![first, ''].includes(await tab.text(`${list} ${t('message-text')}`)));
    check((await tab.messages('NEP')).length === 1, 'the page stands in place of the first');
  }],

  ['only the one who asked sees the answer', async (world) => {
    const [ada, ben] = await two(world);
    await ada.say('/nep 0');
    const answer = await ada.sees('Purpose and');
    check(await ada.attribute(answer, 'data-only') === 'true' && await ada.count(`${answer} ${t('only-note')}`) === 1, 'it says so');
    await ada.say('for all');
    await ben.sees('for all');
    check((await ben.messages('Purpose and')).length === 0, 'Ben sees the answer too');
    check((await ben.messages('/nep')).length === 0, 'Ben sees the command');
    await ben.page.reload();
    await ben.ready();
    await ben.sees('for all');
    check((await ben.messages('Purpose and')).length === 0, 'Ben sees it after a reload');
    await ada.page.reload();
    await ada.ready();
    await ada.sees('Purpose and');
  }],

  ['a thread is seen in both tabs', async (world) => {
    const [ada, ben] = await two(world);
    await ada.say('Who wants to review NEP 50?');
    const mine = await ada.sees('review NEP 50');
    const theirs = await ben.sees('review NEP 50');
    await ben.press(`${theirs} ${t('reply-in-thread')}`);
    await ben.there(t('thread-panel'));
    await ben.say('I do', t('thread-composer'));
    await ben.sees('I do', t('thread-panel'));
    await until('the number of replies', async () => /1/.test(await ada.text(`${mine} ${t('replies')}`)));
    await ada.click(`${mine} ${t('replies')}`);
    await ada.sees('I do', t('thread-panel'));
    await ada.say('Thank you!', t('thread-composer'));
    await ben.sees('Thank you!', t('thread-panel'));
    check((await ada.messages('Thank you!')).length === 0, 'what is said in a thread does not stand in the room');
    await until('two replies', async () => /2/.test(await ben.text(`${theirs} ${t('replies')}`)));
    await ben.click(t('thread-close'));
    await ben.gone(t('thread-panel'));
  }],

  ['reactions are seen, counted and taken back', async (world) => {
    const [ada, ben] = await two(world);
    await ada.say('We have a release');
    const mine = await ada.sees('We have a release');
    const theirs = await ben.sees('We have a release');
    await ben.press(`${theirs} ${t('react')}`);
    await ben.there(t('emoji-choice'));
    const emoji = await ben.attribute(t('emoji'), 'data-emoji');
    await ben.press(t('emoji', `[data-emoji="${emoji}"]`));
    const reaction = t('reaction', `[data-emoji="${emoji}"]`);
    await ada.there(`${mine} ${reaction}[data-count="1"][aria-pressed="false"]`);
    await ben.there(`${theirs} ${reaction}[data-count="1"][aria-pressed="true"]`);
    await ada.click(`${mine} ${reaction}`);
    await ben.there(`${theirs} ${reaction}[data-count="2"]`);
    await ben.click(`${theirs} ${reaction}`);
    await ada.there(`${mine} ${reaction}[data-count="1"][aria-pressed="true"]`);
    await ada.click(`${mine} ${reaction}`);
    await ben.gone(`${theirs} ${reaction}`);
  }],

  ['an edit and a deletion are seen by the other', async (world) => {
    const [ada, ben] = await two(world);
    await ada.say('The meting is at five');
    const mine = await ada.sees('The meting');
    const theirs = await ben.sees('The meting');
    check(await ben.count(`${theirs} ${t('edit')}`) === 0, 'Ben may edit what Ada said');
    check(await ben.count(`${theirs} ${t('delete')}`) === 0, 'Ben may delete what Ada said');
    await ada.press(`${mine} ${t('edit')}`);
    await ada.fill(`${mine} ${t('edit-box')}`, 'The meeting is at six');
    await ada.click(`${mine} ${t('edit-save')}`);
    await ben.sees('The meeting is at six');
    await ada.gone(t('edit-box'));
    check(await ben.attribute(theirs, 'data-edited') === 'true', 'it says that it was edited');
    await ada.press(`${mine} ${t('delete')}`);
    await ada.click(t('delete-keep'));
    await ada.press(`${mine} ${t('delete')}`);
    await ada.click(t('delete-confirm'));
    await ben.there(`${theirs}[data-deleted="true"]`);
    check(!(await ben.text(theirs)).includes('meeting'), 'its words are gone');
  }],

  ['what looks like markup is shown as it was typed', async (world) => {
    const [ada, ben] = await two(world);
    const typed = ['<script>window.hurt = 1</script>', '<img src=x onerror="window.hurt = 1">', '**bold** _x_ `code` <b>fat</b> &lt;',
      '[link](javascript:alert(1)) @everyone javascript:alert(1)'];
    for (const text of typed) await ada.say(text);
    for (const text of typed) {
      const seen = await ben.sees(text);
      const inside = await ben.page.evaluate((query) => [...document.querySelectorAll(`${query} *`)].map((it) => it.localName), `${seen} ${t('message-text')}`);
      check(!inside.some((tag) => ['script', 'img', 'b', 'em', 'strong', 'iframe'].includes(tag)), `${text} became ${inside}`);
    }
    const bad = await ben.page.evaluate((query) => [...document.querySelectorAll(`${query} a`)].map((it) => it.href).filter((href) => !/^(https?|mailto):/.test(href)), t('message-list'));
    check(bad.length === 0, `links to ${bad}`);
    check(!await ben.page.evaluate(() => window.hurt), 'a script ran');
    // A name, too.
    const eve = await world.enter(world.usher.base, { name: '<i>Eve</i>' });
    await eve.room('general');
    await eve.say('What is my name?');
    check((await ben.text(await ben.sees('What is my name?'))).includes('<i>Eve</i>'), 'her name is as she typed it');
  }],

  ['a form shows an error at its field, then succeeds', async ({ enter, peer }) => {
    if (!peer) return;
    const ada = await enter(peer.base, { name: 'Ada' });
    await enter(peer.base, { name: 'Ben' });
    await ada.room('general');
    await ada.say('/form');
    await ada.there(t('form-dialog'));
    await ada.fill(ada.field('name'), 'wrong');
    await ada.choose('colour', 'g');
    await ada.click(t('form-submit'));
    const error = t('form-error', '[data-name="name"]');
    await until('the error', async () => (await ada.text(error)).includes('That name is taken.'));
    check(await ada.page.evaluate((query) => document.activeElement === document.querySelector(query), ada.field('name')), 'the focus is at the field');
    const described = await ada.page.evaluate((query) => {
      const it = document.querySelector(query);
      return [it.getAttribute('aria-invalid'), (it.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.innerText).join(' ')];
    }, ada.field('name'));
    check(described[0] === 'true' && described[1].includes('That name is taken.'), `the field says ${described}`);
    await ada.fill(ada.field('name'), 'nowhere');
    await ada.click(t('form-submit'));
    await until('the error of the whole', async () => (await ada.text(t('form-error', '[data-name=""]'))).includes('cannot be sent today'));
    await ada.fill(ada.field('name'), 'Ada');
    await ada.fill(ada.field('story'), 'Line one');
    await ada.fill(ada.field('word'), 'sesame');
    check(await ada.attribute(ada.field('word'), 'type') === 'password', 'a secret field shows what is typed');
    await ada.choose('days', 'mo', 'we');
    await ada.page.evaluate((query) => {
      const it = document.querySelector(query);
      it.value = '2026-03-31';
      it.dispatchEvent(new Event('input', { bubbles: true }));
      it.dispatchEvent(new Event('change', { bubbles: true }));
    }, ada.field('when'));
    await ada.click(t('form-submit'));
    await ada.gone(t('form-dialog'));
    const answer = await ada.text(await ada.sees('Thank you, Ada.'));
    for (const part of ['g', '2026-03-31', 'Line one', '6', 'first']) check(answer.includes(part), `the answer lacks ${part}: ${answer}`);
    check(/mo\s+we/.test(answer), `the days: ${answer}`);
    check(!answer.includes('sesame'), 'the secret is shown');
  }],

  ['a form goes on with a second one, and another is cancelled', async ({ enter, peer }) => {
    if (!peer) return;
    const ada = await enter(peer.base, { name: 'Ada' });
    await ada.room('general');
    await ada.say('/form');
    await ada.there(t('form-dialog'));
    await ada.fill(ada.field('name'), 'more');
    await ada.choose('colour', 'r');
    await ada.click(t('form-submit'));
    await ada.there(ada.field('more'));
    await ada.fill(ada.field('more'), 'that is all');
    await ada.click(t('form-submit'));
    await ada.sees('Finished: more, that is all');
    await ada.say('/form');
    await ada.there(t('form-dialog'));
    await ada.click(t('form-cancel'));
    await ada.gone(t('form-dialog'));
    await ada.sees('Cancelled, I see.');
    // A form outlives a reload.
    await ada.say('/form');
    await ada.there(t('form-dialog'));
    await ada.page.reload();
    await ada.there(t('form-dialog'));
    await ada.page.keyboard.press('Escape');
    await ada.gone(t('form-dialog'));
  }],

  ['everything that a feature can do is shown', async ({ enter, peer }) => {
    if (!peer) return;
    const ada = await enter(peer.base, { name: 'Ada' });
    const ben = await enter(peer.base, { name: 'Ben' });
    for (const tab of [ada, ben]) await tab.room('random');
    await ada.say('/say For all to hear');
    await ben.sees('For all to hear');
    await ada.say('/only');
    await ada.sees('Only you see this.');
    await ada.say('/edit');
    await ben.sees('An edited post.');
    await ada.say('/react');
    await ben.there(t('reaction', '[data-emoji="🎉"][data-count="1"]'));
    await ada.say('/retract');
    await ben.there(t('message', '[data-author="usher"][data-deleted="true"]'));
    await ada.say('/later');
    await ben.sees('It is later.');
    await ada.say('/pages');
    const page = await ada.sees('Page 1 of many');
    await ada.click(`${page} ${t('doc-button', '[data-n="0"]')}`);
    await ada.sees('Page 2 of many');
    await ben.sees('Page 2 of many');
    check((await ada.messages('Page 1 of many')).length === 0, 'the first page is gone');
    await ada.say('/boom');
    await until('an apology', async () => (await ada.messages('')).length > 0 && /sorry|wrong/i.test(await ada.text(t('message-list'))));
    await ada.say('/direct');
    await ada.there(t('room', `[data-room="dm:${ada.id}"]:not([data-unread="0"])`));
    await ada.say(`/group ${ben.id}`);
    await ben.there(t('room', '[data-room^="group:"]'));
    const group = await ben.attribute(t('room', '[data-room^="group:"]'), 'data-room');
    await ben.room(group);
    await ben.sees('A word to several.');
    await ben.say('Hello to both');
    await ada.room(group);
    await ada.sees('Hello to both');
    await ada.direct();
    await ada.sees('A direct word.');
    await ada.say('/sealed');
    await ada.sees(`Sealed words for ${ada.id}`);
    await ada.say('/guarded random');
    await ada.sees('Not delivered');
    await ada.page.reload();
    await ada.ready();
    await ada.sees('A direct word.');
  }],
];
