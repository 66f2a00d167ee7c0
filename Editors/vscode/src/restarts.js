// When a server that has crashed may be started again.
'use strict';

/** At most five restarts in three minutes: a server that cannot run is not started for ever. */
class RestartAllowance {
  constructor({ count = 5, milliseconds = 3 * 60 * 1000 } = {}) {
    this.count = count;
    this.milliseconds = milliseconds;
    this.times = [];
  }

  /** Takes one restart; the milliseconds to wait before it, or undefined when there have been too many. */
  take(now = Date.now()) {
    this.times = this.times.filter((time) => now - time < this.milliseconds);
    if (this.times.length >= this.count) return undefined;
    this.times.push(now);
    return 50 * 2 ** this.times.length;
  }

  reset() {
    this.times = [];
  }
}

module.exports = { RestartAllowance };
