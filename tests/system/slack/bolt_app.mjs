// tests/system/slack/bolt_app.mjs: a small app on Bolt for JavaScript that does what tests/system/slack_scenario.json has in common.
// SPDX-License-Identifier: BSD-3-Clause
// SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET; PORT: HTTP mode, else Socket Mode. As bolt_app.py, which says why.
import bolt from '@slack/bolt';

const { App } = bolt;
const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, PORT } = process.env;
const NEP = 'NEP 0: Purpose and Process';
const HELP = { en: 'This is what I can do: /help, /language, /nep', zh: '这是我能做的：/help、/language、/nep' };
const NONSENSE = 'I only understand commands so far. Type /help to see what I can do.';

const app = new App({
  token: SLACK_BOT_TOKEN,
  signingSecret: SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: `${SLACK_API_URL}/` },
  ...(PORT ? {} : { socketMode: true, appToken: SLACK_APP_TOKEN }),
});
const { client } = app;

const plain = (text) => ({ type: 'plain_text', text });
const section = (text) => ({ type: 'section', text: plain(text) });
const button = (label, action, value = '-') => ({ type: 'button', text: plain(label), action_id: action, value });
const buttons = (text, ...which) => ({ text, blocks: [section(text), { type: 'actions', elements: which }] });

async function helpFor(user) {
  const { user: { locale } } = await client.users.info({ user, include_locale: true });
  return HELP[locale.startsWith('zh') ? 'zh' : 'en'];
}

async function answer(text, user) {
  const words = text.replace(/<@\w+>/g, '').trim();
  if (words.startsWith('nep')) return NEP;
  return words.startsWith('help') ? helpFor(user) : NONSENSE;
}

app.command('/nep', async ({ ack, command }) => {
  if (command.text.startsWith('list')) await ack(buttons('Page 1', button('Next page', 'page', '2')));
  else if (command.text.startsWith('propose')) await ack(buttons('NEP 43', button('Write it with me', 'write', '43')));
  else await ack(NEP);
});
app.command('/help', async ({ ack, command }) => ack(await helpFor(command.user_id)));
app.command('/language', async ({ ack }) => ack(
  buttons('Choose another', button('English', 'language_en', 'en'), button('繁體中文', 'language_zh', 'zh')),
));
app.action(/^language_/, async ({ ack, action, respond }) => {
  await ack();
  const text = action.value === 'zh' ? '以後我用繁體中文回答你。' : 'From now on I answer you in English.';
  await respond({ text, replace_original: true });
});
app.action('page', async ({ ack, action, respond }) => {
  await ack();
  await respond({ ...buttons(`Page ${action.value}`, button('Previous page', 'page', '1')), replace_original: true });
});

const input = (id, label, more) => ({
  type: 'input', block_id: id, label: plain(label), element: { type: 'plain_text_input', action_id: 'a', ...more },
});
const modal = {
  type: 'modal', callback_id: 'mail', title: plain('Propose NEP 43'), submit: plain('Write the mail'), notify_on_close: true,
  blocks: [
    input('version', 'Address of the latest version', { max_length: 500 }),
    input('points', 'What was disputed, and how it was resolved', { multiline: true, max_length: 3000 }),
    input('name', 'Your name, as it stands below the mail', { max_length: 100 }),
  ],
};
app.action('write', async ({ ack, body }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: modal });
});
app.view('mail', async ({ ack, body, view }) => {
  if (!view.state.values.version.a.value.startsWith('http')) {
    await ack({ response_action: 'errors', errors: { version: 'This is no web address.' } });
    return;
  }
  await ack();
  await client.chat.postEphemeral({ channel: 'C0GENERAL', user: body.user.id, text: 'The mail' });
});
app.view({ callback_id: 'mail', type: 'view_closed' }, async ({ ack }) => ack());
app.shortcut('help.all', async ({ ack, body }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: await helpFor(body.user.id) });
});

app.shortcut('proposals-nep.about', async ({ ack, body }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: 'Look one up by its number: /nep 0' });
});
app.shortcut({ callback_id: 'proposals-nep.named', type: 'message_action' }, async ({ ack, respond }) => {
  await ack();
  await respond({ text: NEP, response_type: 'ephemeral' });
});

app.event('app_mention', async ({ event }) => {
  if (event.bot_id) return;
  const thread = event.thread_ts ? { thread_ts: event.thread_ts } : {};
  await client.chat.postEphemeral({ channel: event.channel, user: event.user, text: await answer(event.text, event.user), ...thread });
});
app.event('message', async ({ event }) => {
  if (event.channel_type !== 'im' || event.subtype || event.bot_id) return;
  await client.chat.postMessage({ channel: event.channel, text: await answer(event.text, event.user) });
});
app.event('app_home_opened', async ({ event }) => {
  if (event.tab !== 'home') return;
  const view = { type: 'home', blocks: [section(`Welcome to the tests! ${HELP.en}`)] };
  await client.views.publish({ user_id: event.user, view });
});
app.event(/^(team_join|member_|channel_|group_|reaction_|user_)/, async () => {});

await app.start(PORT ? Number(PORT) : undefined);
