// tests/system/web/browser.mjs: a browser, the servers that it looks at, and one person's tab, for web_browser_test.py.
// SPDX-License-Identifier: BSD-3-Clause
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

const slow = ['USHER_ASAN', 'ASAN_OPTIONS', 'TSAN_OPTIONS'].some((name) => process.env[name]);
export const PATIENCE = slow ? 60_000 : 20_000; // ms; what never comes fails the test

// --- checks: counted, and each that fails has a line ---

export const tally = { checks: 0, failed: 0, now: '' };

export function check(condition, what) {
  tally.checks += 1;
  if (!condition) {
    tally.failed += 1;
    console.log(`FAILED ${tally.now}: ${what}`);
  }
  return Boolean(condition);
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  let last;
  while (Date.now() < end) {
    try {
      const found = await condition();
      if (found) return found;
    } catch (error) {
      last = error; // the page is just being replaced, or the element is not there yet
    }
    await pause(30);
  }
  throw new Error(`${what} did not come${last ? ` (${last.message})` : ''}`);
}

// --- servers ---

// A program that says http://127.0.0.1:PORT/ when it serves. It can be killed, and started again on the same port.
export class Server {
  constructor(command) {
    this.command = command; // (folder, port) → [program, …arguments]
    this.environment = {}; // beside what every program gets
    this.folder = mkdtempSync(join(tmpdir(), 'usher-web-'));
    this.port = 0;
  }

  async start() {
    const [program, ...rest] = this.command(this.folder, this.port);
    this.process = spawn(program, rest, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], env: this.env() });
    this.said = '';
    this.ended = new Promise((done) => this.process.on('exit', done));
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (data) => { this.said += data; });
    const port = await until(`${program} serving`, () => {
      if (this.process.exitCode !== null) throw new Error(this.said);
      return [...this.said.matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g)].map((found) => Number(found[1])).find((found) => found !== 9);
    });
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
    return this;
  }

  env() {
    const given = Object.entries(process.env).filter(([name]) => !name.startsWith('USHER_'));
    return { ...Object.fromEntries(given), LANG: 'C.UTF-8', TZ: 'UTC', HOME: this.folder, ...this.environment };
  }

  async kill(signal = 'SIGKILL') {
    this.process.kill(signal);
    await this.ended;
  }

  async stop() {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
    return this.process?.exitCode;
  }
}

// --- the browser ---

export async function openBrowser(path) {
  const folder = mkdtempSync(join(tmpdir(), 'usher-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: path,
    userDataDir: folder,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    defaultViewport: { width: 1280, height: 800 },
  });
  browser.gone = async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return browser;
}

// Elements are named by their data-testid; `more` narrows down: t('message', '[data-id="12"]').
export const t = (id, more = '') => `[data-testid="${id}"]${more}`;

// One tab of one person. What the browser complains of is kept in `errors`.
export class Tab {
  static async open(where, base, { width = 1280, height = 800, phone = false } = {}) {
    const tab = new Tab();
    tab.page = await where.newPage();
    tab.base = base;
    tab.errors = [];
    tab.page.setDefaultTimeout(PATIENCE);
    await tab.page.setViewport({ width, height, isMobile: phone, hasTouch: phone, deviceScaleFactor: phone ? 2 : 1 });
    // Several tabs are looked at at once; each is to think that it is in front.
    const session = await tab.page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    tab.page.on('console', (message) => { if (message.type() === 'error') tab.errors.push(message.text()); });
    tab.page.on('pageerror', (error) => tab.errors.push(`exception: ${error.message}`));
    return tab;
  }

  // As somebody new.
  static async signIn(where, base, { name, role = 'newcomer', lang = 'en', ...look }) {
    const tab = await Tab.open(where, base, look);
    await tab.page.goto(`${base}/`);
    await tab.there(t('signin-page'));
    await tab.fill(t('signin-name'), name);
    await tab.page.select(t('signin-role'), role);
    await tab.page.select(t('signin-lang'), lang);
    await tab.click(t('signin-go'));
    await tab.ready();
    tab.id = decodeURIComponent(new URL(tab.page.url()).pathname.split('/')[2]);
    return tab;
  }

  async ready() {
    await this.there(t('app', '[data-ready="true"]'));
  }

  // --- looking ---

  until(what, condition, ...args) {
    return until(what, () => this.page.evaluate(condition, ...args));
  }

  there(selector) {
    return this.until(selector, (query) => Boolean(document.querySelector(query)), selector);
  }

  gone(selector) {
    return this.until(`the end of ${selector}`, (query) => !document.querySelector(query), selector);
  }

  count(selector) {
    return this.page.evaluate((query) => document.querySelectorAll(query).length, selector);
  }

  text(selector) {
    return this.page.evaluate((query) => document.querySelector(query)?.innerText ?? '', selector);
  }

  attribute(selector, name) {
    return this.page.evaluate((query, key) => document.querySelector(query)?.getAttribute(key), selector, name);
  }

  // The ids of the messages whose words have this, oldest first; `within` names the list.
  messages(words, within = t('message-list')) {
    return this.page.evaluate((part, list, one, said) => [...document.querySelectorAll(`${list} ${one}`)]
      .filter((it) => [...it.querySelectorAll(said)].some((text) => text.innerText.includes(part)))
      .map((it) => it.dataset.id), words, within, t('message'), t('message-text'));
  }

  // Waits for one that says so and is the server's (no longer pending); its selector.
  async sees(words, within = t('message-list')) {
    const id = await until(`the message “${words}”`, async () => (await this.messages(words, within)).findLast((it) => /^\d+$/.test(it)));
    return `${within} ${t('message', `[data-id="${id}"]`)}`;
  }

  // --- doing ---

  async click(selector) {
    await this.there(selector);
    await this.page.click(selector);
  }

  // What shows on hover only, by its own click.
  async press(selector) {
    await this.there(selector);
    await this.page.evaluate((query) => document.querySelector(query).click(), selector);
  }

  async fill(selector, words) {
    await this.there(selector);
    await this.page.evaluate((query) => {
      const it = document.querySelector(query);
      it.focus();
      it.select?.();
    }, selector);
    if (words === '') await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(words);
  }

  async say(words, box = t('composer')) {
    await this.fill(box, words);
    await this.page.keyboard.press('Enter');
  }

  // A field of a form, whatever control it is: a choice among few is a row of buttons.
  field(name) {
    return `${t('form-field', `[data-name="${name}"]`)} :is(input, textarea, select)`;
  }

  async choose(name, ...values) {
    await this.there(this.field(name));
    await this.page.evaluate((query, wanted) => {
      for (const it of document.querySelectorAll(query)) {
        if (it.localName === 'select') it.value = wanted[0];
        else if (wanted.includes(it.value) !== it.checked) it.click();
        it.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }, this.field(name), values);
  }

  async room(id) {
    await this.press(`${t('room', `[data-room="${id}"]`)},${t('room-other', `[data-room="${id}"]`)}`);
    await this.there(t('room', `[data-room="${id}"][aria-current="page"]`) + ',' + t('room-other', `[data-room="${id}"][aria-current="page"]`));
  }

  // With the conversation with Usher.
  direct() {
    return this.room(`dm:${this.id}`);
  }

  // Tab by tab, as somebody without a mouse does, until the focus is there.
  async tabTo(selector, key = 'Tab') {
    for (let presses = 0; presses < 120; presses += 1) {
      const here = await this.page.evaluate((query) => Boolean(document.activeElement?.matches(query)), selector);
      if (here) return;
      if (key === 'Shift+Tab') await this.page.keyboard.down('Shift');
      await this.page.keyboard.press('Tab');
      if (key === 'Shift+Tab') await this.page.keyboard.up('Shift');
    }
    throw new Error(`${selector} cannot be reached with the Tab key`);
  }

  async close() {
    await this.page.close();
  }
}

// --- running ---

// tests: [[what it says, async ({ browser, usher, peer }) => …, what the browser may complain of]]
export async function run(tests, world, only) {
  for (const [name, test, allowed] of tests) {
    if (only && !name.includes(only)) continue;
    tally.now = name;
    const before = tally.failed;
    const begun = Date.now();
    const context = await world.browser.createBrowserContext();
    const tabs = [];
    const enter = async (base, who) => {
      const tab = await Tab.signIn(context, base, who);
      tabs.push(tab);
      return tab;
    };
    const open = async (base, look) => {
      const tab = await Tab.open(context, base, look);
      tabs.push(tab);
      return tab;
    };
    try {
      await test({ ...world, context, enter, open });
    } catch (error) {
      check(false, error.stack.split('\n').slice(0, 4).join('\n    '));
      for (const tab of tabs.filter(() => process.env.USHER_SHOTS)) await tab.page.screenshot({ path: join(process.env.USHER_SHOTS, `${name.slice(0, 30)} ${tab.id}.png`) }).catch(() => {});
    }
    for (const error of tabs.flatMap((tab) => tab.errors)) if (!allowed?.test(error)) check(false, `the browser complains: ${error}`);
    tally.checks += 1; // that it complains of nothing
    await context.close();
    if (tally.failed === before) console.log(`  ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  }
}
