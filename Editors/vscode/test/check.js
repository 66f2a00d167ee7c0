// The smallest thing that runs named checks one after the other.
'use strict';

const checks = [];

/** Adds a check; `body` may be asynchronous and fails by throwing. */
function check(title, body) {
  checks.push({ title, body });
}

/** Runs all; the number that failed. */
async function runAll() {
  let failures = 0;
  for (const { title, body } of checks) {
    try {
      await body();
      console.log(`ok    ${title}`);
    } catch (error) {
      failures += 1;
      console.log(`FAIL  ${title}\n${error.stack}`);
    }
  }
  console.log(`${checks.length} checks, ${failures} failed`);
  return failures;
}

/** Waits until `condition` gives something true. */
async function until(what, condition, { milliseconds = 20000 } = {}) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

module.exports = { check, runAll, until };
