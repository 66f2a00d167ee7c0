// The extension's entry point: one server for one window.
'use strict';
const vscode = require('vscode');
const { Client } = require('./src/client.js');

let client;

async function activate(context) {
  client = new Client(vscode);
  context.subscriptions.push(
    client,
    vscode.commands.registerCommand('cmklint.restart', () => client.restart()),
    vscode.commands.registerCommand('cmklint.showLog', () => client.channel.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      // What is read only at the start needs a new start; the server is told of the rest.
      if (event.affectsConfiguration('cmklint.path') || event.affectsConfiguration('cmklint.languages')) client.restart();
    }),
  );
  await client.tryToStart();
  return client;
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
