// The client against a server that misbehaves.
'use strict';
const assert = require('assert');
const path = require('path');
const { check, until } = require('./check.js');
const { makeEditor, Position, Range } = require('./mock_vscode.js');
const { Client } = require('../src/client.js');

const fake = path.join(__dirname, 'fake_server.js');
const start = new Range(new Position(0, 0), new Position(0, 0));

function editorWith(program) {
  return makeEditor({ settings: { 'cmklint.path': program, 'cmklint.languages': ['yaml'] } });
}

check('findings of an older text are dropped', async () => {
  const editor = editorWith(fake);
  const client = new Client(editor.api);
  await client.tryToStart();
  const document = editor.open('/a.yaml', 'yaml', 'text');
  const messages = () => editor.diagnostics(document).map(({ message }) => message);
  await until('the first findings', () => messages().includes('of the first text'));
  editor.edit(document, [{ range: start, text: 'x' }]);
  await until('the second findings', () => messages().includes('of version 2'));
  editor.edit(document, [{ range: start, text: 'x' }]);
  await until('the third findings', () => messages().includes('of version 3'));
  // The stale ones were sent before this answer.
  await client.server.connection.request('textDocument/codeAction', { textDocument: { uri: document.uri.toString() } });
  assert.deepStrictEqual(messages(), ['of version 3']);
  await client.stop();
  assert.deepStrictEqual(editor.messages, []);
});

check('an edit that was computed for another text is not offered', async () => {
  const editor = editorWith(fake);
  const client = new Client(editor.api);
  await client.tryToStart();
  const document = editor.open('/a.yaml', 'yaml', 'text');
  editor.edit(document, [{ range: start, text: 'x' }]);
  const context = { diagnostics: [], triggerKind: 1 };
  const actions = await editor.providers.codeActions.provider.provideCodeActions(document, start, context, editor.token);
  assert.deepStrictEqual(actions.map(({ title }) => title), ['of no version', 'current']);
  await client.stop();
});

check('documents of other languages and schemes are not shown to the server', async () => {
  const editor = editorWith(fake);
  const client = new Client(editor.api);
  await client.tryToStart();
  editor.open('/a.py', 'python', 'crash');
  const document = editor.open('/a.yaml', 'yaml', 'text');
  await until('findings of the other document', () => editor.diagnostics(document).length > 0);
  assert.deepStrictEqual([...client.server.documents.versions.keys()], [document.uri.toString()]);
  await client.stop();
});

check('a server that crashes again and again is given up, with one message', async () => {
  const editor = editorWith(fake);
  const client = new Client(editor.api);
  client.restarts.take = ((take) => (now) => take.call(client.restarts, now) && 1)(client.restarts.take);
  await client.tryToStart();
  editor.open('/a.yaml', 'yaml', 'crash');
  await until('the message', () => editor.messages.length > 0);
  assert.strictEqual(editor.messages.length, 1);
  assert.match(editor.messages[0], /not restarted/);
  assert.strictEqual(editor.log.filter((line) => line.includes('ended with status 3')).length, 6);
  await client.stop();
});

check('a program that is not there is named in the message', async () => {
  const editor = editorWith('/nowhere/cmklint');
  const client = new Client(editor.api);
  await client.tryToStart();
  assert.match(editor.messages[0], /cannot start '\/nowhere\/cmklint'.*cmklint\.path/);
  await client.stop();
});
