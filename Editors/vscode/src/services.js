// The server's questions and news to the editor.
'use strict';
const { settings } = require('./settings.js');

const Severity = { error: 1, warning: 2 };

/** Answers the server; returns what ends that. */
function provideServices({ vscode, connection, conversions, documents, diagnostics, log }) {
  const { window, workspace } = vscode;
  const subscriptions = [];

  connection.on('textDocument/publishDiagnostics', ({ uri, version, diagnostics: list }) => {
    const current = documents.versions.get(uri);
    // Of an older text: its places are wrong by now, and an answer to the newer one follows.
    if (typeof version === 'number' && current !== undefined && version < current) return;
    diagnostics.set(conversions.uri(uri), list.map((diagnostic) => conversions.diagnostic(diagnostic)));
  });

  connection.on('window/logMessage', ({ message }) => log(message));

  const show = ({ type, message, actions = [] }) => {
    if (type === Severity.error) return window.showErrorMessage(message, ...actions);
    return type === Severity.warning ? window.showWarningMessage(message, ...actions) : window.showInformationMessage(message, ...actions);
  };
  connection.on('window/showMessage', (params) => {
    show(params);
  });
  connection.on('window/showMessageRequest', async (params) => (await show(params)) || null);

  connection.on('window/showDocument', async ({ uri, external, takeFocus, selection }) => {
    const target = conversions.uri(uri);
    if (external) return { success: await vscode.env.openExternal(target) };
    await window.showTextDocument(target, { preserveFocus: takeFocus === false, selection: selection && conversions.range(selection) });
    return { success: true };
  });

  connection.on('workspace/configuration', ({ items }) => items.map(({ section }) => (section === 'cmklint' ? settings(vscode) : null)));
  connection.on('workspace/workspaceFolders', () => (workspace.workspaceFolders || []).map((folder) => conversions.folder(folder)));
  connection.on('workspace/applyEdit', async ({ edit }) => {
    try {
      return { applied: await workspace.applyEdit(conversions.workspaceEdit(edit)) };
    } catch (error) {
      return { applied: false, failureReason: error.message };
    }
  });

  const watchers = new Map();
  const unwatch = (id) => {
    for (const each of watchers.get(id) || []) each.dispose();
    watchers.delete(id);
  };
  const watch = (pattern) => {
    const base = typeof pattern === 'string' ? undefined : pattern.baseUri.uri || pattern.baseUri;
    const watcher = workspace.createFileSystemWatcher(
      base === undefined ? pattern : new vscode.RelativePattern(conversions.uri(base), pattern.pattern));
    const tell = (type) => (uri) =>
      connection.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: conversions.uriText(uri), type }] });
    return [watcher, watcher.onDidCreate(tell(1)), watcher.onDidChange(tell(2)), watcher.onDidDelete(tell(3))];
  };
  connection.on('client/registerCapability', ({ registrations }) => {
    for (const { id, method, registerOptions } of registrations) {
      // Changes of the settings are always told.
      if (method === 'workspace/didChangeWatchedFiles') watchers.set(id, registerOptions.watchers.flatMap(({ globPattern }) => watch(globPattern)));
    }
  });
  connection.on('client/unregisterCapability', ({ unregisterations }) => unregisterations.forEach(({ id }) => unwatch(id)));
  subscriptions.push({ dispose: () => [...watchers.keys()].forEach(unwatch) });

  const tasks = new Map();
  connection.on('window/workDoneProgress/create', () => null);
  connection.on('$/progress', ({ token, value }) => {
    if (value.kind === 'begin') {
      window.withProgress({ location: vscode.ProgressLocation.Window, title: value.title }, (progress) =>
        new Promise((done) => tasks.set(token, { progress, done })));
    }
    const task = tasks.get(token);
    if (!task) return;
    if (value.message) task.progress.report({ message: value.message });
    if (value.kind === 'end') {
      task.done();
      tasks.delete(token);
    }
  });
  subscriptions.push({ dispose: () => tasks.forEach(({ done }) => done()) });

  subscriptions.push(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('cmklint')) connection.notify('workspace/didChangeConfiguration', { settings: { cmklint: settings(vscode) } });
    }),
    workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const event = { added: added.map((one) => conversions.folder(one)), removed: removed.map((one) => conversions.folder(one)) };
      connection.notify('workspace/didChangeWorkspaceFolders', { event });
    }),
  );
  return subscriptions;
}

module.exports = { provideServices };
