// The extension as a whole against the real program.
'use strict';
const assert = require('assert');
const childProcess = require('child_process');
const fs = require('fs');
const Module = require('module');
const os = require('os');
const path = require('path');
const { check, until } = require('./check.js');
const { makeEditor, Position, Range } = require('./mock_vscode.js');
const manifest = require('../package.json');

// An emoji before the finding: columns are UTF-16 units.
const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01", "name": "kv/k", "tags": { "a": "😀" }, "properties": { "kty": "RSA", "keySize": 4096 } },
    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "app",
      "location": "eastus",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "identity": { "type": "SystemAssigned" },
      "properties": {
        "encryption": { "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyName": "k", "keyVaultUri": "https://kv.vault.azure.net/" } }
      }
    }
  ]
}
`;

/** Adds the checks; `program` is the path of cmklint. */
function addChecks(program) {
  // A space and brackets, which VS Code escapes in its URIs.
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cmklint (1) '));
  const settings = Object.fromEntries(
    Object.entries(manifest.contributes.configuration.properties).map(([name, property]) => [name, property.default]));
  const editor = makeEditor({ settings: { ...settings, 'cmklint.path': program }, folders: [root] });
  const load = Module._load;
  Module._load = (request, ...rest) => (request === 'vscode' ? editor.api : load(request, ...rest));
  const extension = require('../extension.js');
  Module._load = load;
  let client;
  let document;
  const sizes = () => editor.diagnostics(document).filter(({ code }) => (code.value || code) === 'CMK202');
  const line = (number) => new Range(new Position(number, 0), new Position(number, 0));

  check('a key of 4096 bits is shown where it stands', async () => {
    client = await extension.activate({ subscriptions: [] });
    assert.deepStrictEqual(editor.messages, []);
    document = editor.open(path.join(root, 'a b.json'), 'json', template);
    const [diagnostic] = await until('CMK202', () => sizes().length > 0 && sizes());
    assert.strictEqual(document.getText(diagnostic.range), '4096');
    assert.strictEqual(diagnostic.source, 'cmklint');
    assert.strictEqual(diagnostic.severity, 0);
  });

  check('two changes of one event reach the server', async () => {
    const before = sizes()[0];
    editor.edit(document, [{ range: line(0), text: '\n' }, { range: line(3), text: '\n\r\n' }]);
    const [diagnostic] = await until('CMK202 at its new place', () => sizes().length > 0 && sizes()[0] !== before && sizes());
    assert.strictEqual(document.getText(diagnostic.range), '4096');
  });

  check('hover and completion are answered', async () => {
    const place = document.positionAt(document.text.indexOf('4096') + 1);
    const hover = await editor.providers.hover.provider.provideHover(document, place, editor.token);
    assert.ok(hover && hover.contents.length > 0, 'no hover on the finding');
    const list = await editor.providers.completion.provider.provideCompletionItems(document, place, editor.token, { triggerKind: 0 });
    assert.ok(list === undefined || Array.isArray(list.items));
  });

  check('the quick-fix ends the finding and changes nothing else', async () => {
    const { provider, rest } = editor.providers.codeActions;
    assert.ok(rest[0].providedCodeActionKinds.some(({ value }) => value === 'quickfix'));
    const context = { diagnostics: editor.diagnostics(document), triggerKind: 1, only: editor.api.CodeActionKind.Empty.append('quickfix') };
    const actions = await provider.provideCodeActions(document, sizes()[0].range, context, editor.token);
    const titles = actions.map(({ title }) => title);
    let action = actions.find(({ title }) => title === 'Use 2048 bits');
    assert.ok(action, `offered: ${titles.join(', ')}`);
    if (!action.edit) action = await provider.resolveCodeAction(action, editor.token);
    const expected = document.text.replace('4096', '2048');
    await editor.api.workspace.applyEdit(action.edit);
    assert.strictEqual(document.text, expected);
    await until('no CMK202', () => sizes().length === 0);
  });

  check('a killed server comes back with the documents', async () => {
    editor.edit(document, [{ range: new Range(document.positionAt(document.text.indexOf('2048')), document.positionAt(document.text.indexOf('2048') + 4)), text: '3072' }]);
    await until('CMK202', () => sizes().length > 0);
    const killed = client.server;
    killed.process.kill('SIGKILL');
    await killed.exited;
    await until('a new server with the finding', () => client.server && client.server !== killed && sizes().length > 0);
    assert.deepStrictEqual(editor.messages, []);
  });

  check('settings reach the running server', async () => {
    editor.set('cmklint.ignore', ['key-size']);
    await until('no CMK202', () => sizes().length === 0);
    editor.set('cmklint.ignore', []);
    await until('CMK202 again', () => sizes().length > 0);
  });

  check('the end is orderly', async () => {
    editor.close(document);
    const { process: process_ } = client.server;
    await extension.deactivate();
    assert.strictEqual(process_.exitCode, 0);
    assert.deepStrictEqual(editor.messages, []);
  });

  check('the problem matcher reads what --check prints', () => {
    fs.writeFileSync(path.join(root, 'a.json'), template);
    const { stdout, status } = childProcess.spawnSync(program, ['--check', '--color', 'never', 'a.json'], { cwd: root, encoding: 'utf8' });
    assert.strictEqual(status, 1);
    const lines = stdout.split('\n');
    const [head, message] = manifest.contributes.problemMatchers[0].pattern.map(({ regexp }) => new RegExp(regexp));
    const found = lines.flatMap((text, index) => {
      const place = head.exec(text);
      return place ? [[...place.slice(1, 6), message.exec(lines[index + 1])[1]]] : [];
    });
    const size = found.find((one) => one[4] === 'CMK202');
    assert.ok(size, stdout);
    assert.deepStrictEqual(size.slice(0, 2), ['a.json', '5']);
    assert.match(size[5], /4096/);
  });

  process.on('exit', () => fs.rmSync(root, { recursive: true, force: true }));
}

module.exports = { addChecks };
