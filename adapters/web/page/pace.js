// adapters/web/page/pace.js: how fast this page sends, below what the server allows (10 a second, bursts of 60).
// SPDX-License-Identifier: BSD-3-Clause

export class Pace {
  constructor({ burst = 40, perSecond = 8 } = {}) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.tokens = burst;
    this.at = null;
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
