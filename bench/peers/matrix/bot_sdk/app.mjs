// bench/peers/matrix/bot_sdk/app.mjs: what ./dev bench --peers asks of a bot, on matrix-bot-sdk: a command, answered as a reply.
// SPDX-License-Identifier: BSD-3-Clause
// It keeps nothing.
import sdk from 'matrix-bot-sdk';

const { LogLevel, LogService, MatrixClient, MemoryStorageProvider } = sdk;
const { MATRIX_HOMESERVER, MATRIX_USER, MATRIX_TOKEN, BENCH_ANSWER } = process.env;

LogService.setLevel(LogLevel.ERROR);
const client = new MatrixClient(MATRIX_HOMESERVER, MATRIX_TOKEN, new MemoryStorageProvider());
client.on('room.message', async (room, event) => {
  if (event.sender === MATRIX_USER || event.content?.msgtype !== 'm.text' || event.content.body !== '!forget') return;
  await client.sendMessage(room, {
    msgtype: 'm.notice',
    body: BENCH_ANSWER,
    'm.mentions': {},
    'm.relates_to': { 'm.in_reply_to': { event_id: event.event_id } },
  });
});
await client.start();
