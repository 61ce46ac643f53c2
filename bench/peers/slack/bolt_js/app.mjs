// bench/peers/slack/bolt_js/app.mjs: what ./dev bench --peers asks of a bot, on Bolt for JavaScript: a command and an echo.
// SPDX-License-Identifier: BSD-3-Clause
// It keeps nothing.
import bolt from '@slack/bolt';

const { App, LogLevel } = bolt;
const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, BENCH_ANSWER } = process.env;
const answer = JSON.parse(BENCH_ANSWER);

const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: `${SLACK_API_URL}/` },
});

app.command('/forget', async ({ ack }) => ack(answer));
app.message(async ({ message, say }) => {
  if (message.channel_type !== 'im' || message.subtype || message.bot_id) return;
  await say(message.text);
});
app.error(async (error) => console.error(error.message));

await app.start();
