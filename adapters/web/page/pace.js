// adapters/web/page/pace.js: how fast this page sends: below what the server allows, which its welcome says.
// SPDX-License-Identifier: BSD-3-Clause

export class Pace {
  constructor({ burst = 40, perSecond = 8 } = {}) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.tokens = burst;
    this.at = null;
  }

  // As `limits` of a welcome; 0 a second is no limit there.
  allow({ frames_per_second: perSecond, burst }) {
    if (!(burst > 0)) return;
    this.burst = Math.max(1, Math.floor(burst * 0.6));
    this.perSecond = perSecond > 0 ? perSecond * 0.8 : 1000;
    this.tokens = Math.min(this.tokens, this.burst);
  }

  // How many milliseconds the next frame has to wait; 0 takes its place.
  take(now) {
    if (this.at !== null) this.tokens = Math.min(this.burst, this.tokens + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
  }
}
