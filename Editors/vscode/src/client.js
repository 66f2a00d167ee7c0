// The server's process: start, restart after a crash, orderly end.
'use strict';
const childProcess = require('child_process');
const capabilities = require('./capabilities.js');
const { Connection } = require('./transport.js');
const { Conversions } = require('./conversions.js');
const { Documents } = require('./documents.js');
const { registerFeatures } = require('./features.js');
const { provideServices } = require('./services.js');
const { RestartAllowance } = require('./restarts.js');
const { settings } = require('./settings.js');

/** How long a server may take to end by itself. */
const PATIENCE_MILLISECONDS = 2000;

class Client {
  constructor(vscode) {
    this.vscode = vscode;
    this.channel = vscode.window.createOutputChannel('cmklint');
    this.diagnostics = vscode.languages.createDiagnosticCollection('cmklint');
    this.restarts = new RestartAllowance();
    /** What the running server has registered in the editor. */
    this.subscriptions = [];
    /** The running server: `{ process, connection, documents, exited }`. */
    this.server = undefined;
    this.isStopping = false;
  }

  log(text) {
    this.channel.appendLine(`${new Date().toISOString()} ${text}`);
  }

  /** Starts the server; what goes wrong is shown, not thrown. */
  async tryToStart() {
    try {
      await this.start();
    } catch (error) {
      this.log(error.message);
      // A crash on the way is told by whoever restarts.
      if (!error.isExit) this.vscode.window.showErrorMessage(`cmklint: ${error.message}`);
    }
  }

  async start() {
    const { workspace } = this.vscode;
    this.isStopping = false;
    const configuration = workspace.getConfiguration('cmklint');
    const path = configuration.get('path');
    const folders = workspace.workspaceFolders || [];
    const home = folders.find((folder) => folder.uri.scheme === 'file');
    const process_ = childProcess.spawn(path, ['--stdio'], { cwd: home && home.uri.fsPath, stdio: 'pipe', windowsHide: true });
    process_.stderr.setEncoding('utf8').on('data', (text) => this.log(text.trimEnd()));
    const connection = new Connection(process_.stdout, process_.stdin, {
      log: (text) => this.log(text),
      broken: (error) => {
        this.log(error.message);
        process_.kill();
      },
    });
    const documents = new Documents(this.vscode, configuration.get('languages'));
    const conversions = new Conversions(this.vscode, (uri) => documents.versions.get(uri));
    const exited = new Promise((resolve) => process_.once('exit', resolve));
    const server = { process: process_, connection, documents, exited };
    this.server = server;
    // Rejected before the connection ends, so that whoever waits for the start hears the better reason.
    const failed = new Promise((_, reject) => {
      process_.once('error', (error) => {
        reject(new Error(`cannot start '${path}' (${error.message}); set cmklint.path to the program`));
        connection.close(error.message);
      });
      process_.once('exit', (code, signal) => {
        const reason = `the server ended with ${signal || `status ${code}`}`;
        reject(Object.assign(new Error(reason), { isExit: true }));
        connection.close(reason);
        this.ended(server, reason);
      });
    });
    // After the start nobody waits for it any more.
    failed.catch(() => {});

    const shared = { vscode: this.vscode, connection, conversions, documents, log: (text) => this.log(text) };
    this.subscriptions.push(...provideServices({ ...shared, diagnostics: this.diagnostics }));
    const answer = connection.request('initialize', {
      processId: process.pid,
      clientInfo: { name: 'Visual Studio Code', version: this.vscode.version },
      locale: this.vscode.env.language,
      rootUri: folders.length > 0 ? conversions.uriText(folders[0].uri) : null,
      workspaceFolders: folders.map((folder) => conversions.folder(folder)),
      initializationOptions: settings(this.vscode),
      capabilities,
    });
    answer.catch(() => {});
    const result = await Promise.race([answer, failed]);
    connection.notify('initialized', {});
    const info = result.serverInfo || {};
    this.log(`started ${path} (${info.name || 'unnamed'} ${info.version || ''})`);
    this.subscriptions.push(
      ...documents.follow(connection, conversions, result.capabilities.textDocumentSync),
      ...registerFeatures({ ...shared, capabilities: result.capabilities, selector: documents.selector }),
    );
  }

  /** Ends the server as LSP asks for it, and by force if it does not obey. */
  async stop() {
    this.isStopping = true;
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    const { process: process_, connection, exited } = server;
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MILLISECONDS, 'late');
    });
    if (!connection.isClosed) {
      const orderly = connection.request('shutdown').then(() => connection.notify('exit')).catch(() => {});
      await Promise.race([orderly, late]);
      if ((await Promise.race([exited, late])) === 'late') process_.kill('SIGKILL');
    }
    clearTimeout(timer);
    this.forget();
  }

  async restart() {
    await this.stop();
    this.restarts.reset();
    await this.tryToStart();
  }

  /** The process is gone: asked for, or by a crash. */
  ended(server, reason) {
    this.log(reason);
    if (server !== this.server || this.isStopping) return;
    this.server = undefined;
    this.forget();
    const delay = this.restarts.take();
    if (delay === undefined) {
      this.vscode.window.showErrorMessage('cmklint: the server crashed too often and is not restarted. Its log tells more.');
      return;
    }
    setTimeout(() => {
      if (!this.isStopping && !this.server) this.tryToStart();
    }, delay);
  }

  /** Takes away what the server put into the editor. */
  forget() {
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
    this.diagnostics.clear();
  }

  dispose() {
    // The end of the server still clears the diagnostics and writes to the log.
    this.stop().finally(() => {
      this.diagnostics.dispose();
      this.channel.dispose();
    });
  }
}

module.exports = { Client };
