// adapters/web/page/route.js: what the part of the address behind # means: #/ROOM, #/ROOM/home, #/ROOM/thread/12.
// SPDX-License-Identifier: BSD-3-Clause

const NOWHERE = { room: null, thread: 0, home: false };

export function parse(hash) {
  const [, room, what, number] = hash.replace(/^#/, '').split('/');
  if (!room) return NOWHERE;
  let id = room;
  try {
    id = decodeURIComponent(room);
  } catch {
    // an address that somebody mistyped: taken as it is, and there will be no such room
  }
  return { room: id, thread: what === 'thread' ? Number(number) || 0 : 0, home: what === 'home' };
}

export function address({ room, thread = 0, home = false }) {
  if (!room) return '#/';
  return `#/${encodeURIComponent(room)}${thread ? `/thread/${thread}` : ''}${home ? '/home' : ''}`;
}
