// adapters/web/page/timeline.js: which messages of one room or thread are here, in order and without gaps.
// SPDX-License-Identifier: BSD-3-Clause

export class Timeline {
  constructor() {
    this.ids = []; // ascending
    this.loaded = false; // the newest ones have been asked for
    this.more = false; // there are older ones on the server
  }

  // Where `id` stands, or where it would have to be put.
  place(id) {
    let low = 0;
    let high = this.ids.length;
    // New messages come last; that is nearly every call.
    if (high === 0 || this.ids[high - 1] < id) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ids[middle] < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // True when the message belongs here now. One that is older than the oldest here is not taken while there may be
  // others between them: scrolling up will bring it in its place.
  add(id) {
    const at = this.place(id);
    if (this.ids[at] === id) return true;
    if (at === 0 && this.more && this.ids.length > 0) return false;
    this.ids.splice(at, 0, id);
    return true;
  }

  // An answer of `history`: a stretch that ends where what is here begins, or the newest stretch of all.
  addStretch(ids, more, fromEnd) {
    if (fromEnd && !this.loaded && more && ids.length > 0) this.ids = this.ids.filter((id) => id >= ids[0]);
    this.more = false;
    for (const id of ids) this.add(id);
    this.more = more;
    this.loaded = true;
  }

  // Drops the oldest; gives back what is no longer here.
  trim(most) {
    if (this.ids.length <= most) return [];
    this.more = true;
    return this.ids.splice(0, this.ids.length - most);
  }
}
