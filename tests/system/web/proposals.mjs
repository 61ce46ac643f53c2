// tests/system/web/proposals.mjs: watching, summaries, checks, histories, comment periods and the author's mail, in the page.
// SPDX-License-Identifier: BSD-3-Clause
import { examine, fits, phone } from './access.mjs';
import { check, t, until } from './browser.mjs';

const list = 'https://mail.python.org/archives/list/numpy-discussion@python.org/message/';
const words = async (tab, part) => tab.text(await tab.sees(part));
const alone = async (tab, part) => check((await tab.messages(part)).length === 1, `“${part}” stands ${(await tab.messages(part)).length} times`);

async function join(tab, room) {
  await tab.room(room);
  await tab.click(t('join'));
  await tab.there(t('composer'));
}

// The button that says so, of the newest message with these words.
async function push(tab, part, label) {
  const message = await tab.sees(part);
  const n = await until(`the button “${label}”`, () => tab.page.evaluate((query, said) => [...document.querySelectorAll(query)]
    .find((it) => it.innerText === said)?.dataset.n, `${message} ${t('doc-button')}`, label));
  await tab.press(`${message} ${t('doc-button', `[data-n="${n}"]`)}`);
  return message;
}

const labels = (tab, message) => tab.page.evaluate((query) => [...document.querySelectorAll(query)].map((it) => it.innerText), `${message} ${t('doc-button')}`);

export const proposals = [
  ['news come to the room and to who watches, once, in their language', async ({ enter, series }) => {
    if (!series) return;
    const cleo = await enter(series.base, { name: 'Cleo', role: 'contributor' });
    await cleo.direct();
    await cleo.say('/nep watch 18');
    const told = await words(cleo, 'From now on I write to you directly about: NEP 18.');
    check(told.includes('To stop it: /nep unwatch 18.') && told.includes('/nep watching'), `how to stop it: ${told}`);
    await cleo.say('/nep watching');
    await cleo.sees('I write to you directly about: NEP 18.');
    await cleo.say('/nep 53');
    await push(cleo, 'Evolving the NumPy C-API', 'Watch');
    check((await words(cleo, 'directly about: NEP 53.')).includes('/nep unwatch 53'), 'the button does the same');
    await cleo.say('/nep unwatch 18');
    await until('only one is left', async () => (await cleo.messages('I write to you directly about: NEP 53.')).length === 1);

    const mei = await enter(series.base, { name: '小美', lang: 'zh-Hant' });
    await mei.direct();
    await mei.say('/nep watch 53');
    await mei.sees('/nep unwatch 53');
    await mei.room('general');
    const ada = await enter(series.base, { name: 'Ada', role: 'maintainer' });
    const ben = await enter(series.base, { name: 'Ben' });
    for (const tab of [ada, ben]) await join(tab, 'neps');
    await ben.say('/nep watch all here');
    check((await words(ben, 'maintainers and organisers decide')).includes('/nep watch all'), 'who may, and what to say instead');
    await ada.say('/nep watch all here');
    await ada.sees('From now on this room is told of: every change.');
    await ada.say('/nep watching');
    await ada.sees('This room is told of: every change.');

    series.change(53, ':Status: Draft', ':Status: Accepted');
    const english = '✎ Draft → ✓ Accepted';
    const news = await ben.sees(english);
    const text = await ben.text(news);
    for (const part of ['NEP 53', 'It is agreed on and waits for its implementation.', 'https://numpy.org/neps/nep-0053'])
      check(text.includes(part), `the news lack “${part}”: ${text}`);
    check(await ben.attribute(news, 'data-author') === 'usher' && await ben.attribute(news, 'data-only') === null, 'Usher tells everybody in the room');
    check((await words(cleo, english)).includes('To stop it: /nep unwatch 53.'), 'a person is told why, and how to stop it');
    await mei.there(t('room', `[data-room="dm:${mei.id}"]:not([data-unread="0"])`));
    await mei.direct();
    const chinese = '✎ 草案 · Draft → ✓ 已接受 · Accepted';
    check((await words(mei, chinese)).includes('/nep unwatch 53'), 'in Chinese, too');
    check((await mei.messages(english)).length === 0, 'not in English as well');

    // After more polls, of which the last one is seen, and a reload it still stands once; and who stopped watching hears nothing.
    await cleo.say('/nep unwatch 53');
    await cleo.sees('I write to you about no NEPs.');
    series.change(53, ':Status: Accepted', ':Status: Final');
    await ben.sees('✓ Accepted → ★ Final');
    await mei.sees('★ 最終 · Final');
    for (const tab of [ben, cleo, mei]) {
      await tab.page.reload();
      await tab.ready();
    }
    await alone(ben, english);
    await alone(mei, chinese);
    await alone(cleo, english);
    check((await cleo.messages('★ Final')).length === 0, 'who has stopped it is not told');
    await examine(ben, 'news in a room');
  }],

  ['a summary is switched on, comes on its day once, and is switched off', async ({ enter, series }) => {
    if (!series) return;
    const priya = await enter(series.base, { name: 'Priya', role: 'organiser' });
    const ben = await enter(series.base, { name: 'Ben' });
    for (const tab of [priya, ben]) await tab.room('general');
    await ben.say('/nep digest on');
    check((await words(ben, 'maintainers and organisers decide')).includes('/nep digest'), 'who may, and what else there is');
    await priya.say('/nep digest on monday 09:00');
    const on = await words(priya, 'every Monday at 09:00 (UTC)');
    check(on.includes('The next one:') && on.includes('/nep digest off'), `it says when, and how to stop it: ${on}`);
    await priya.say('/nep watch 43');
    await priya.sees('directly about: NEP 43.');
    series.change(43, ':Status: Draft', ':Status: Withdrawn');
    await priya.there(t('room', `[data-room="dm:${priya.id}"]:not([data-unread="0"])`));
    await ben.say('/nep digest');
    const shown = await words(ben, 'What it would say now:');
    check(/every Monday[^]*NEP 43[^]*Withdrawn[^]*Draft/.test(shown), `the state and what it would say: ${shown}`);
    check((await ben.messages('What it would say now:')).length === 1, 'one answer');

    const due = new Date(series.now());
    due.setUTCDate(due.getUTCDate() + ((8 - due.getUTCDay()) % 7 || 7));
    due.setUTCHours(9, 0, 1, 0);
    series.pass(Math.ceil((due - series.now()) / 1000));
    const digest = '1 change since the last summary';
    await until('the summary', async () => (await ben.messages(digest)).length === 2);
    const seen = await ben.sees(digest);
    check(await ben.attribute(seen, 'data-only') === null && await ben.attribute(seen, 'data-author') === 'usher', 'it is for everybody');
    const text = await ben.text(seen);
    check(/NEPs this week[^]*NEP 43[^]*Draft[^]*Withdrawn[^]*\d Drafts?[^]*NEP 57/.test(text) && !text.includes('late'), `the summary: ${text}`);
    await examine(ben, 'a summary');

    await priya.say('/nep digest off');
    await priya.sees('This room gets no weekly summary of NEPs.');
    series.pass(7 * 24 * 3600);
    series.change(43, ':Status: Withdrawn', ':Status: Draft');
    await priya.direct();
    await priya.sees('↩ Withdrawn → ✎ Draft');
    await ben.page.reload();
    await ben.ready();
    await ben.sees(digest);
    check((await ben.messages('NEPs this week')).length === 2, 'the preview and one summary');
  }],

  ['maintainers are shown what to tidy, and anybody how a status came to be', async ({ enter, series }) => {
    if (!series) return;
    const ada = await enter(series.base, { name: 'Ada', role: 'maintainer' });
    const ben = await enter(series.base, { name: 'Ben' });
    for (const tab of [ada, ben]) await tab.direct();
    await ben.say('/nep lint 54');
    await ben.sees('maintainer');
    check((await ben.messages('Resolution without a link')).length === 0, 'a newcomer sees it');
    await ada.say('/nep lint 54');
    const found = await words(ada, 'Resolution without a link');
    for (const part of ['NEP 54', 'Several authors on one line', 'Discussion without a link', 'See the rules.'])
      check(found.includes(part), `it lacks “${part}”: ${found}`);
    await ada.say('/nep lint');
    const page = await push(ada, 'things to tidy', 'Next page');
    await until('the next page', async () => /Things to tidy, 11 to 20 of \d+/.test(await ada.text(page)));
    check(String(await labels(ada, page)) === 'Previous page,Next page', `its buttons: ${await labels(ada, page)}`);
    await examine(ada, 'what to tidy');
    await push(ada, 'Things to tidy, 11', 'Previous page');
    await until('the first page again', async () => !(await ada.text(page)).includes('11 to 20'));

    await ben.say('/nep history 18');
    await until('the history', async () => (await ben.text(t('message-list'))).includes('2019-05-26') || (await ben.text(t('message-list'))).includes('Provisional'));
    const history = await words(ben, 'Provisional');
    check((history.match(/→/g) ?? []).length === 5, `its changes: ${history}`);
    const commits = await ben.page.evaluate((query) => [...document.querySelectorAll(query)].map((it) => it.href), `${await ben.sees('Provisional')} a`);
    check(commits.some((it) => /^https:\/\/github\.com\/numpy\/numpy\/commit\/[0-9a-f]{40}$/.test(it)), `its links: ${commits}`);
    await examine(ben, 'a history');
  }],

  ["an author is helped with the mail, and a comment period is opened and objected to", async ({ enter, series }) => {
    if (!series) return;
    const ben = await enter(series.base, { name: 'Ben' });
    await ben.direct();
    await ben.say('/nep propose 57');
    await push(ben, 'Proposal to accept NEP #57', 'Write it with me');
    await ben.there(t('form-dialog'));
    check(await ben.page.evaluate((query) => Boolean(document.querySelector(query).closest('dialog:modal')), t('form-dialog')), 'it is a dialog');
    await ben.fill(ben.field('version'), 'nowhere');
    await ben.fill(ben.field('points'), 'Windows on Arm: agreed on in the thread.');
    await ben.click(t('form-submit'));
    await until('the error', async () => (await ben.text(t('form-error', '[data-name="version"]'))).includes('This is no web address'));
    check(await ben.page.evaluate((query) => document.activeElement === document.querySelector(query), ben.field('version')), 'the focus is at the field');
    await examine(ben, "an author's form with an error");
    await ben.fill(ben.field('version'), 'https://github.com/numpy/numpy/pull/1');
    await ben.click(t('form-submit'));
    await ben.gone(t('form-dialog'));
    const mail = await words(ben, 'Windows on Arm: agreed on');
    for (const part of ['https://github.com/numpy/numpy/pull/1', 'within 7 days', 'Best wishes,\nBen'])
      check(mail.includes(part), `the mail lacks “${part}”: ${mail}`);

    await ben.say(`/nep window open 57 ${list}ABC/`);
    const opened = await words(ben, 'Final comment period');
    check(/open[^]*Closes/.test(opened), `the period: ${opened}`);
    const dai = await enter(series.base, { name: 'Dai' });
    await dai.direct();
    await dai.say('/nep windows');
    const all = await dai.sees('it closes');
    check((await dai.text(all)).includes('NEP 57'), 'the list names it');
    const closes = Date.parse(await dai.attribute(`${all} ${t('message-text')} time`, 'datetime')) - series.now();
    check(Math.abs(closes / 3600_000 - 7 * 24) < 1, `it closes in ${closes} ms`);
    await push(dai, 'it closes', 'NEP 57');
    await dai.say(`/nep window objection 57 ${list}DEF/`);
    await dai.sees('claimed, not judged yet');
    check((await labels(dai, await dai.sees('claimed, not judged yet'))).length === 0, 'who may not judge has no buttons for it');
    const ada = await enter(series.base, { name: 'Ada', role: 'maintainer' });
    await ada.direct();
    await ada.say('/nep window 57');
    await push(ada, 'claimed, not judged yet', 'The objection is substantive');
    await ada.sees('stopped by a substantive objection');
    await dai.say('/nep windows');
    await until('that it has stopped', async () => (await dai.messages('stopped by a substantive objection')).length > 0);
    await examine(ada, 'a comment period');
  }],

  ['a card with five buttons and an abstract is for everybody', async ({ enter, series }) => {
    if (!series) return;
    for (const look of [{}, { lang: 'zh-Hant', ...phone }]) {
      const tab = await enter(series.base, { name: 'Ada', ...look });
      await tab.press(t('room', `[data-room="dm:${tab.id}"]`));
      await tab.say('/nep 47');
      const card = await tab.sees('We propose to adopt the Python array API standard');
      check((await labels(tab, card)).length === 5, `its buttons: ${await labels(tab, card)}`);
      const state = `a card${look.phone ? ' on a phone' : ''}`;
      await fits(tab, state);
      await examine(tab, state);
    }
  }],
];
