// adapters/web/page/keep.js: where unsent messages outlive a reload of this tab: its sessionStorage.
// SPDX-License-Identifier: BSD-3-Clause

const keyOf = (person) => `usher.outbox.${person}`;

// Whoever signs out, or asked to be forgotten, leaves nothing behind.
export function forgetKept(person) {
  try {
    sessionStorage.removeItem(keyOf(person));
  } catch {
    // nothing could be stored, so nothing is
  }
}

export function sessionKeep(person) {
  const key = keyOf(person);
  return {
    load() {
      try {
        return JSON.parse(sessionStorage.getItem(key)) ?? [];
      } catch {
        return [];
      }
    },
    save(list) {
      try {
        if (list.length) sessionStorage.setItem(key, JSON.stringify(list));
        else sessionStorage.removeItem(key);
      } catch {
        // storage is full or switched off: then a reload forgets, as it does without us
      }
    },
  };
}
