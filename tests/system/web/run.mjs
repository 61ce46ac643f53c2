// tests/system/web/run.mjs: node run.mjs CHROMIUM USHER WEB_PEER|- [ONLY] [--screenshots DIR]; from web_browser_test.py.
// SPDX-License-Identifier: BSD-3-Clause
import { access } from './access.mjs';
import { Server, check, openBrowser, run, tally } from './browser.mjs';
import { live } from './live.mjs';
import { proposals } from './proposals.mjs';
import { takeScreenshots } from './screenshots.mjs';
import { Series, bundle } from './series.mjs';
import { talk } from './talk.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--screenshots');
const [, folder] = at < 0 ? [] : args.splice(at, 2);
const [chromium, program, peerProgram, only] = args;

// Nobody is asked for news: the tests are about this program alone.
const usher = new Server((where, port) => [program, 'run', '--set', `web.listen=127.0.0.1:${port}`, '--set', `database.path=${where}/usher.db`,
  '--set', 'testing.loopback=true', '--set', 'proposals.nep.api_url=http://127.0.0.1:9/', '--set', 'proposals.nep.raw_url=http://127.0.0.1:9/',
  '--set', 'proposals.nep.mail_minutes=0', '--set', 'meetings.calendars=[]']);
const peer = peerProgram === '-' ? null : new Server((where, port) => [peerProgram, `${where}/usher.db`, String(port)]);
const series = bundle() ? new Series(program, bundle()) : null;
if (!series) {
  console.log('skipped: news, checks and histories of proposals: there is no USHER_SHARED/data/neps-history.bundle');
  check(process.env.USHER_FULL !== '1', 'it must be there');
}

const browser = await openBrowser(chromium);
try {
  await usher.start();
  await peer?.start();
  await series?.start();
  const world = { browser, usher, peer, series };
  if (folder) await takeScreenshots(world, folder);
  else await run([...talk, ...live, ...proposals, ...access], world, only);
  tally.now = 'the end';
} catch (error) {
  check(false, error.stack);
} finally {
  await browser.gone();
  for (const server of [usher, peer, series]) {
    const code = await server?.stop();
    if (server) check(code === 0, `after SIGTERM the server left with ${code}: ${server.said.slice(-2000)}`);
  }
}
console.log(`${tally.checks} checks${tally.failed ? `, ${tally.failed} failed` : ''}`);
process.exit(tally.failed ? 1 : 0);
