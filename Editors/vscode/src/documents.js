// Keeps the server's documents equal to the editor's.
'use strict';

const SyncKind = { incremental: 2 };

class Documents {
  /** `languages` are the language identifiers that are shown to the server. */
  constructor(vscode, languages) {
    this.vscode = vscode;
    this.selector = languages.flatMap((language) => ['file', 'untitled'].map((scheme) => ({ language, scheme })));
    /** The version of each document that is open in the server, by the editor's spelling of its URI. */
    this.versions = new Map();
  }

  /** Opens what is open and follows what happens; returns what ends that. `sync` is the server's `textDocumentSync`. */
  follow(connection, conversions, sync) {
    const options = typeof sync === 'object' && sync !== null ? sync : { change: sync };
    const { workspace, languages } = this.vscode;
    const isOpen = (document) => this.versions.has(conversions.uriText(document.uri));
    const open = (document) => {
      if (languages.match(this.selector, document) === 0 || isOpen(document)) return;
      const uri = conversions.uriText(document.uri);
      this.versions.set(uri, document.version);
      connection.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: document.languageId, version: document.version, text: document.getText() },
      });
    };
    const close = (document) => {
      if (!this.versions.delete(conversions.uriText(document.uri))) return;
      connection.notify('textDocument/didClose', { textDocument: conversions.documentID(document) });
    };
    const change = ({ document, contentChanges }) => {
      // An event without changes tells of the modified mark only.
      if (!isOpen(document) || contentChanges.length === 0) return;
      const uri = conversions.uriText(document.uri);
      this.versions.set(uri, document.version);
      connection.notify('textDocument/didChange', {
        textDocument: { uri, version: document.version },
        // Ranges of one event all speak of the text before it. VS Code sorts them from the end of the text to its start, so
        // that they may be applied one after the other.
        contentChanges:
          options.change === SyncKind.incremental
            ? contentChanges.map(({ range, text }) => ({ range: conversions.serverRange(range), text }))
            : [{ text: document.getText() }],
      });
    };
    const save = (document) => {
      if (!isOpen(document) || !options.save) return;
      const text = options.save.includeText ? { text: document.getText() } : {};
      connection.notify('textDocument/didSave', { textDocument: conversions.documentID(document), ...text });
    };
    const subscriptions = [
      workspace.onDidOpenTextDocument(open),
      workspace.onDidCloseTextDocument(close),
      workspace.onDidChangeTextDocument(change),
      workspace.onDidSaveTextDocument(save),
    ];
    workspace.textDocuments.forEach(open);
    return subscriptions;
  }
}

module.exports = { Documents };
