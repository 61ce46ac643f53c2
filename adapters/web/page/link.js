// adapters/web/page/link.js: the state machine of the connection; no socket, no timer, so a test can drive it.
// SPDX-License-Identifier: BSD-3-Clause

const LONGEST = 10_000;

// A pause that grows and is never the same for two pages, so that a restarted server is not met by all at once.
export function pauseBefore(tries, random) {
  const full = Math.min(LONGEST, 400 * 2 ** Math.min(tries, 10));
  return Math.round(full * (0.5 + random / 2));
}

// phase: idle, connecting (a socket is being opened, or waits for its welcome), online, waiting, over.
// why: the key of a word that tells why it is not online, or ''.
export const START = { phase: 'idle', tries: 0, opened: false, why: '' };

const refused = {
  'too many frames': 'why_fast',
  'too many tabs': 'why_tabs',
  'too slow': 'why_slow',
};

function closed(state, { code, reason, random }) {
  if (code === 4001 || code === 4002) return [{ ...state, phase: 'over' }, [{ do: 'leave' }]];
  const why = refused[reason] ?? '';
  const tries = code === 1001 ? 0 : state.tries;
  const actions = [];
  // The server does not say which frame it could not take; repeating them all would end every connection alike.
  if ((code === 1008 && !why) || code === 1009 || code === 1007) actions.push({ do: 'blame' });
  // A handshake that is refused for want of a cookie looks like any failure; the page's address tells the difference.
  if (!state.opened && tries % 4 === 1) actions.push({ do: 'probe' });
  const pause = why || actions.some((a) => a.do === 'blame') ? LONGEST / 2 + pauseBefore(4, random) / 2 : pauseBefore(tries, random);
  actions.push({ do: 'wait', pause: Math.round(Math.min(pause, LONGEST)) });
  return [{ phase: 'waiting', tries: tries + 1, opened: false, why }, actions];
}

// One step: what the connection is then, and what is to be done.
export function step(state, input) {
  if (state.phase === 'over') return [state, []];
  switch (input.in) {
    case 'start':
    case 'due':
      if (state.phase === 'connecting' || state.phase === 'online') return [state, []];
      return [{ ...state, phase: 'connecting', opened: false }, [{ do: 'connect' }]];
    case 'wake': // the network is back, or somebody looks at the page again
      if (state.phase !== 'waiting' || state.why) return [state, []];
      return [{ ...state, phase: 'connecting', opened: false }, [{ do: 'connect' }]];
    case 'open':
      return [{ ...state, opened: true }, [{ do: 'hello' }]];
    case 'welcome':
      return [{ phase: 'online', tries: 0, opened: true, why: '' }, [{ do: 'repeat' }]];
    case 'close':
      return closed(state, input);
    case 'silent': { // nothing was heard although something should have been
      if (state.phase !== 'connecting' && state.phase !== 'online') return [state, []];
      const [next, actions] = closed(state, { code: 1006, reason: '', random: input.random });
      return [next, [{ do: 'drop' }, ...actions]];
    }
    default:
      return [state, []];
  }
}

// The three states that a person is told of.
export function shown(state) {
  if (state.phase === 'online') return 'online';
  return state.phase === 'connecting' || state.phase === 'idle' ? 'connecting' : 'offline';
}
