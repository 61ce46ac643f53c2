// tests/system/web/series.mjs: the program over a checkout of NumPy's proposals, whose clock and texts a test changes.
// SPDX-License-Identifier: BSD-3-Clause
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from './browser.mjs';

const begin = Date.UTC(2026, 7, 21, 12); // a Friday, a few weeks after the last commit
const every = 61; // seconds: a poll is due each minute

// The real history, which is no part of the project.
export function bundle() {
  const path = join(process.env.USHER_SHARED ?? '', 'data', 'neps-history.bundle');
  return process.env.USHER_SHARED && existsSync(path) ? path : '';
}

export class Series extends Server {
  constructor(program, history) {
    super((where, port) => [program, 'run', ...this.settings(where), '--set', `web.listen=127.0.0.1:${port}`]);
    this.program = program;
    this.history = history;
    this.clock = join(this.folder, 'clock');
    this.environment = { USHER_CLOCK_FILE: this.clock };
  }

  settings(where) {
    return ['database.path=' + where + '/usher.db', 'testing.loopback=true', 'proposals.nep.source=directory',
      `proposals.nep.path=${where}/history/doc/neps`, 'proposals.nep.web_url=https://github.com/numpy/numpy',
      'proposals.nep.poll_minutes=1', 'proposals.nep.mail_minutes=0', 'meetings.calendars=[]'].flatMap((it) => ['--set', it]);
  }

  // With a poll before anybody comes: what is found then is no news.
  async start() {
    if (!existsSync(join(this.folder, 'history'))) {
      execFileSync('git', ['clone', '--quiet', this.history, join(this.folder, 'history')]);
      this.offset = Math.round((begin - Date.now()) / 1000);
      this.pass(0);
      execFileSync(this.program, ['nep', 'poll', '--json', ...this.settings(this.folder)], { cwd: this.folder, env: this.env(), stdio: 'pipe' });
    }
    return super.start();
  }

  // Lets that many seconds go by.
  pass(seconds) {
    this.offset += seconds;
    writeFileSync(this.clock, `${this.offset} 1\n`);
  }

  now() {
    return new Date(Date.now() + this.offset * 1000);
  }

  // The text of a proposal, and a poll that sees it.
  change(number, was, is) {
    const folder = join(this.folder, 'history', 'doc', 'neps');
    const file = join(folder, readdirSync(folder).find((it) => it.startsWith(`nep-${String(number).padStart(4, '0')}`)));
    const text = readFileSync(file, 'utf8');
    if (!text.includes(was)) throw new Error(`${file} does not say ${was}`);
    writeFileSync(file, text.replace(was, is));
    this.pass(every);
  }
}
