#!/usr/bin/env node
// A server that does what no good server does. Its behaviour is the first word of the document that is opened.
'use strict';
const { frame, FrameReader } = require('../src/frames.js');

const send = (message) => process.stdout.write(frame({ jsonrpc: '2.0', ...message }));
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const publish = (uri, version, message) =>
  send({ method: 'textDocument/publishDiagnostics', params: { uri, version, diagnostics: [{ range, message }] } });
const reader = new FrameReader();

process.stdin.on('data', (chunk) => {
  for (const { id, method, params } of reader.push(chunk)) {
    if (method === 'initialize') send({ id, result: { capabilities: { textDocumentSync: 1, codeActionProvider: true } } });
    if (method === 'shutdown') send({ id, result: null });
    if (method === 'exit') process.exit(0);
    if (method === 'textDocument/didOpen') {
      if (params.textDocument.text.startsWith('crash')) process.exit(3);
      publish(params.textDocument.uri, 1, 'of the first text');
    }
    if (method === 'textDocument/didChange') {
      const { uri, version } = params.textDocument;
      publish(uri, version, `of version ${version}`);
      publish(uri, version - 1, 'stale');
    }
    if (method === 'textDocument/codeAction') {
      const { uri } = params.textDocument;
      const action = (title, version) => ({
        title, kind: 'quickfix', edit: { documentChanges: [{ textDocument: { uri, version }, edits: [{ range, newText: 'x' }] }] },
      });
      send({ id, result: [action('old', 1), action('of no version', null), action('current', 2)] });
    }
  }
});
