// What needs no editor and no server.
'use strict';
const assert = require('assert');
const { PassThrough } = require('stream');
const { check } = require('./check.js');
const { frame, FrameReader } = require('../src/frames.js');
const { Connection } = require('../src/transport.js');
const { RestartAllowance } = require('../src/restarts.js');
const manifest = require('../package.json');

const messages = [{ text: 'plain' }, { text: '😀é漢' }, { text: '' }];

check('messages arrive whole, however the bytes are torn', () => {
  const bytes = Buffer.concat(messages.map(frame));
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const reader = new FrameReader();
    const found = [];
    for (let start = 0; start < bytes.length; start += size) found.push(...reader.push(bytes.subarray(start, start + size)));
    assert.deepStrictEqual(found, messages);
  }
});

check('header names are read in any case, and beside others', () => {
  const body = '{"a":1}';
  const header = `content-type: x\r\nCONTENT-LENGTH:  ${body.length}\r\n\r\n`;
  assert.deepStrictEqual(new FrameReader().push(Buffer.from(header + body)), [{ a: 1 }]);
});

check('a header without a length ends the connection, and who waits is told', async () => {
  const input = new PassThrough();
  const broken = new Promise((resolve) => {
    const connection = new Connection(input, new PassThrough(), { log() {}, broken: resolve });
    connection.request('x', {}).catch((error) => assert.match(error.message, /Content-Length/));
  });
  input.write('nonsense\r\n\r\n');
  assert.match((await broken).message, /Content-Length/);
});

check('an unknown request of the server is answered with an error, an unknown notification is not', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  new Connection(input, output, { log() {}, broken() {} });
  input.write(frame({ jsonrpc: '2.0', method: '$/unknown' }));
  input.write(frame({ jsonrpc: '2.0', id: 7, method: 'unknown' }));
  const [answer] = new FrameReader().push(await new Promise((resolve) => output.once('data', resolve)));
  assert.strictEqual(answer.id, 7);
  assert.strictEqual(answer.error.code, -32601);
});

check('a crashing server is restarted at most five times in three minutes', () => {
  const allowance = new RestartAllowance();
  const start = 1000000;
  for (let number = 0; number < 5; number++) assert.ok(allowance.take(start + number) > 0);
  assert.strictEqual(allowance.take(start + 6), undefined);
  assert.ok(allowance.take(start + 3 * 60 * 1000 + 5) > 0);
});

check('the program is trusted neither to a workspace nor to packages', () => {
  assert.strictEqual(manifest.contributes.configuration.properties['cmklint.path'].scope, 'machine-overridable');
  assert.strictEqual(manifest.capabilities.untrustedWorkspaces.supported, false);
  assert.strictEqual(manifest.dependencies, undefined);
});

check('every language that is checked by default starts the extension', () => {
  const languages = manifest.contributes.configuration.properties['cmklint.languages'].default;
  assert.deepStrictEqual(manifest.activationEvents, languages.map((language) => `onLanguage:${language}`));
});
