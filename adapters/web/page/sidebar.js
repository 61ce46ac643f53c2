// adapters/web/page/sidebar.js: where one can go: rooms, the conversation with Usher, groups; and who one is.
// SPDX-License-Identifier: BSD-3-Clause
import { h, sync } from './dom.js';
import { icon, iconButton } from './icons.js';
import { avatar } from './message.js';
import { Settings } from './settings.js';
import { w } from './words.js';

const byName = (a, b) => a.name.localeCompare(b.name);

export class Sidebar {
  constructor(app) {
    this.app = app;
    this.settings = new Settings(app);
    this.groups = [
      this.group('direct', w('direct'), ({ kind }) => kind === 'direct'),
      this.group('rooms', w('rooms'), ({ kind, member }) => kind === 'room' && member),
      this.group('groups', w('groups'), ({ kind }) => kind === 'group'),
      this.group('others', w('other_rooms'), ({ kind, member }) => kind === 'room' && !member),
    ];
    this.me = h('button', { type: 'button', class: 'me', t: 'settings-open', 'aria-expanded': 'false', 'aria-controls': 'settings', on: { click: () => this.toggle() } });
    this.settings.element.hidden = true;
    this.title = h('p', { class: 'community' }, app.store.community);
    this.element = h('div', { class: 'sidebar' },
      h('header', { class: 'brand' }, h('img', { src: '/page/icon.svg', alt: '', width: 28, height: 28 }), this.title),
      h('nav', { class: 'places', 'aria-label': w('places'), t: 'sidebar' }, this.groups.map(({ section }) => section)),
      h('footer', { class: 'foot' }, this.settings.element,
        h('div', { class: 'foot-row' }, this.me, iconButton('keyboard', w('keyboard'), { t: 'keyboard-open', on: { click: () => app.keyboard.open() } }))));
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.settings.element.hidden) return;
      event.preventDefault();
      this.toggle();
      this.me.focus();
    });
    this.render();
  }

  // On a phone the list of rooms is at times all there is, and then it is the page's main part.
  alone(is) {
    const set = (node, name, value) => (is ? node.setAttribute(name, value) : node.removeAttribute(name));
    set(this.element, 'role', 'main');
    set(this.title, 'role', 'heading');
    set(this.title, 'aria-level', '1');
    // What is above and below it then is no banner of the whole page.
    set(this.element.querySelector('.brand'), 'role', 'none');
    set(this.element.querySelector('.foot'), 'role', 'none');
  }

  group(id, name, mine) {
    const list = h('ul', { class: 'rooms' });
    const section = h('section', { class: 'group', 'aria-labelledby': `group-${id}` }, h('h2', { class: 'group-name', id: `group-${id}` }, name), list);
    return { mine, list, section };
  }

  toggle() {
    this.settings.element.hidden = !this.settings.element.hidden;
    this.me.setAttribute('aria-expanded', String(!this.settings.element.hidden));
  }

  render() {
    const { app } = this;
    const rooms = [...app.store.rooms.values()].sort(byName);
    for (const { mine, list, section } of this.groups) {
      const here = rooms.filter(mine);
      section.hidden = here.length === 0;
      sync(list, here.map((room) => ({ key: room.id, room, sig: `${app.roomName(room.id)}|${room.unread ?? 0}|${room.member}|${room.private}|${app.route.room === room.id}` })), ({ room }) => this.entry(room));
    }
    const { me } = app.store;
    this.me.replaceChildren(avatar(app, me.id), h('span', { class: 'me-words' }, h('span', { class: 'me-name' }, me.name), h('span', { class: 'me-role' }, w(`role_${me.role}`))), h('span', { class: 'visually-hidden' }, w('settings')));
    this.settings.render();
  }

  entry(room) {
    const { app } = this;
    const unread = room.unread ?? 0;
    const here = app.route.room === room.id;
    const mark = { direct: null, group: icon('people'), room: room.private ? icon('lock') : h('span', { class: 'hash', 'aria-hidden': 'true' }, '#') }[room.kind];
    return h('li', {}, h('a', {
      href: app.address({ room: room.id }), class: unread ? 'place unread' : 'place', t: room.member || room.kind !== 'room' ? 'room' : 'room-other', data: { room: room.id, unread }, 'aria-current': here ? 'page' : null,
      // the same address again is still a wish to see the room, on a phone
      on: { click: () => app.chosen() },
    }, mark ?? avatar(app, app.store.bot.id), h('span', { class: 'place-name' }, app.roomName(room.id)),
    unread ? h('span', { class: 'count' }, unread > 99 ? '99+' : String(unread), h('span', { class: 'visually-hidden' }, ` ${w('unread')}`)) : null));
  }
}
