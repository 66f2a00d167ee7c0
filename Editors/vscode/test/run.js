// node test/run.js CMKLINT: drives the extension under plain Node, with a stand-in for VS Code, against the program CMKLINT.
'use strict';
const fs = require('fs');
const path = require('path');
const { runAll } = require('./check.js');

const program = process.argv[2];
if (!program || !fs.existsSync(program)) {
  console.error('usage: node test/run.js PATH_OF_CMKLINT');
  process.exit(2);
}

require('./transport_checks.js');
require('./client_checks.js');
require('./cmklint_checks.js').addChecks(path.resolve(program));
runAll().then((failures) => process.exit(failures === 0 ? 0 : 1));
