// adapters/web/page/room.js: the main pane: a room's head, its messages or Usher's home page, and the composer.
// SPDX-License-Identifier: BSD-3-Clause
import { h } from './dom.js';
import { iconButton, icon } from './icons.js';
import { Composer } from './composer.js';
import { Home } from './home.js';
import { Log } from './log.js';
import { badge } from './message.js';
import { w } from './words.js';

export class Room {
  constructor(app, { room, home }) {
    Object.assign(this, { app, room, home });
    const it = app.store.rooms.get(room);
    this.head = h('header', { class: 'pane-head' });
    this.main = h('main', { class: 'room', id: 'main', tabindex: -1, 'aria-label': app.roomName(room) }, this.head);
    this.element = this.main;
    if (it?.kind === 'direct') this.main.append(this.tabs(home));
    if (home) this.showHome();
    else if (it?.member) this.showLog(it);
    else this.showDoor(it);
    this.renderHead();
  }

  showLog(it) {
    const { app, room } = this;
    this.log = new Log(app, { room, divider: it.unread ? (it.read ?? 0) : null, seen: () => app.reads.seen(room) });
    this.composer = new Composer(app, { room, label: w('write_to', { room: app.roomName(room) }), t: { box: 'composer', send: 'send' } });
    this.main.append(this.log.element, this.composer.element);
  }

  showHome() {
    this.homePage = new Home(this.app);
    this.main.append(this.homePage.element);
  }

  // A room that one sees from outside.
  showDoor(it) {
    this.main.append(h('div', { class: 'door' }, it
      ? [h('p', {}, w('not_member')), h('button', { type: 'button', class: 'button primary', t: 'join', on: { click: () => this.app.act({ do: 'join', room: it.id }) } }, w('join', { room: it.name }))]
      : h('p', {}, w('no_such_room'))));
  }

  tabs(home) {
    const { app, room } = this;
    const tab = (t, key, on, target) => h('a', { href: app.address(target), class: 'tab', t, 'aria-current': on ? 'page' : null }, w(key));
    return h('nav', { class: 'tabs', 'aria-label': w('with_usher', { name: app.store.bot.name }) },
      tab('talk-tab', 'messages', !home, { room }), tab('home-tab', 'home', home, { room, home: true }));
  }

  renderHead() {
    const { app, room } = this;
    const it = app.store.rooms.get(room);
    // A message that arrives changes nothing here, and must not take the focus from a button.
    const shown = JSON.stringify([it?.name, it?.topic, it?.members, it?.member, app.store.peopleVersion]);
    if (shown === this.shown) return;
    this.shown = shown;
    const open = this.people && !this.people.hidden;
    const several = it?.members && it.kind !== 'direct';
    this.people = several ? h('ul', { class: 'members', t: 'members-panel', id: 'members', hidden: !open }, it.members.map((id) => h('li', {}, app.store.nameOf(id), ' ', badge(app, id)))) : null;
    this.membersButton = several && h('button', { type: 'button', class: 'button quiet', t: 'members', 'aria-expanded': String(Boolean(open)), 'aria-controls': 'members', on: { click: () => this.toggleMembers() } }, icon('people'), h('span', { class: 'visually-hidden' }, w('members')), ` ${it.members.length}`);
    this.head.replaceChildren(...[
      iconButton('back', w('back'), { t: 'back', class: 'icon-button back', on: { click: () => app.go({ room: null }) } }),
      h('h1', { class: 'pane-title', t: 'room-title', tabindex: -1 }, app.roomName(room) ?? w('no_such_room')),
      it?.private && it.kind === 'room' ? h('span', { class: 'badge' }, icon('lock'), w('private')) : null,
      h('span', { class: 'topic', title: it?.topic || null }, it?.topic ?? ''),
      this.membersButton,
      it?.member && it.kind === 'room' ? h('button', { type: 'button', class: 'button quiet', t: 'leave', on: { click: () => app.act({ do: 'leave', room }) } }, w('leave')) : null,
      this.people,
    ].filter(Boolean));
  }

  toggleMembers() {
    this.people.hidden = !this.people.hidden;
    this.membersButton.setAttribute('aria-expanded', String(!this.people.hidden));
  }

  open() {
    this.log?.render();
    this.homePage?.open();
    const { log } = this;
    if (!log) return;
    const line = log.timeline();
    // A room that was joined just now has brought nothing with it.
    if (!line.loaded) this.app.history({ room: this.room, before: 0 });
    const divider = log.list.querySelector('.divider.new');
    if (divider) {
      const above = divider.offsetTop - 60;
      if (log.scroller.scrollHeight - above > log.scroller.clientHeight) {
        log.pinned = false;
        log.scroller.scrollTop = above;
        log.showJump();
      }
    }
    this.app.reads.seen(this.room);
  }

  // Where the focus goes when somebody opened this room.
  focus() {
    if (this.composer && !matchMedia('(pointer: coarse)').matches) this.composer.box.focus();
    else this.head.querySelector('h1').focus({ preventScroll: true });
  }

  // Closes the topmost open thing; false when nothing was open.
  escape() {
    if (this.people && !this.people.hidden) {
      this.toggleMembers();
      this.membersButton.focus();
      return true;
    }
    return this.log?.close() ?? false;
  }

  stop() {
    this.log?.stop();
    this.homePage?.stop();
    this.element.remove();
  }
}
