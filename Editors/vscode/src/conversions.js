// From the protocol's shapes to VS Code's, and back. VS Code counts columns as the client announces them: in UTF-16 units.
'use strict';

class Conversions {
  /** `vscode` is the editor's module, `versionOf(uri)` the version of an open document, or undefined. */
  constructor(vscode, versionOf) {
    this.vscode = vscode;
    this.versionOf = versionOf;
    /**
     * What the server sent for a diagnostic, a code action or a completion item. It goes back unchanged: a server may
     * put anything into `data`, and what VS Code keeps of an object is less than what came.
     */
    this.sent = new WeakMap();
  }

  // MARK: To the server

  uriText(uri) {
    return uri.toString();
  }

  documentID(document) {
    return { uri: this.uriText(document.uri) };
  }

  serverRange(range) {
    const place = ({ line, character }) => ({ line, character });
    return { start: place(range.start), end: place(range.end) };
  }

  serverDiagnostics(diagnostics) {
    return diagnostics.filter((diagnostic) => this.sent.has(diagnostic)).map((diagnostic) => this.sent.get(diagnostic));
  }

  folder(folder) {
    return { uri: this.uriText(folder.uri), name: folder.name };
  }

  // MARK: To the editor

  uri(text) {
    return this.vscode.Uri.parse(text);
  }

  position({ line, character }) {
    return new this.vscode.Position(line, character);
  }

  range({ start, end }) {
    return new this.vscode.Range(this.position(start), this.position(end));
  }

  location({ uri, range }) {
    return new this.vscode.Location(this.uri(uri), this.range(range));
  }

  /** A location or a link to one. */
  definition(value) {
    if (value.targetUri === undefined) return this.location(value);
    return {
      targetUri: this.uri(value.targetUri),
      targetRange: this.range(value.targetRange),
      targetSelectionRange: this.range(value.targetSelectionRange),
      originSelectionRange: value.originSelectionRange && this.range(value.originSelectionRange),
    };
  }

  diagnostic(value) {
    const result = new this.vscode.Diagnostic(this.range(value.range), value.message, (value.severity || 1) - 1);
    result.source = value.source;
    if (value.code !== undefined && value.code !== null) {
      const page = value.codeDescription && value.codeDescription.href;
      result.code = page ? { value: value.code, target: this.uri(page) } : value.code;
    }
    if (value.tags) result.tags = value.tags;
    if (value.relatedInformation) {
      result.relatedInformation = value.relatedInformation.map(
        ({ location, message }) => new this.vscode.DiagnosticRelatedInformation(this.location(location), message),
      );
    }
    this.sent.set(result, value);
    return result;
  }

  /** Marked strings, markup, or a list of the former. */
  markdown(value) {
    const one = (text) => {
      if (typeof text === 'string') return new this.vscode.MarkdownString(text);
      if (text.language !== undefined) return new this.vscode.MarkdownString().appendCodeblock(text.value, text.language);
      return text.kind === 'plaintext' ? new this.vscode.MarkdownString().appendText(text.value) : new this.vscode.MarkdownString(text.value);
    };
    return Array.isArray(value) ? value.map(one) : [one(value)];
  }

  hover(value) {
    return new this.vscode.Hover(this.markdown(value.contents), value.range && this.range(value.range));
  }

  /** The server's own commands are registered in the editor under a name of their own. */
  command(value) {
    return value && { title: value.title, command: Conversions.commandName(value.command), arguments: value.arguments };
  }

  static commandName(command) {
    return `cmklint.server.${command}`;
  }

  textEdit({ range, newText }) {
    return new this.vscode.TextEdit(this.range(range), newText);
  }

  /** Throws where the edit was computed for another text than the editor has. */
  workspaceEdit(value) {
    const edit = new this.vscode.WorkspaceEdit();
    const annotation = (id) => {
      const found = id !== undefined && value.changeAnnotations && value.changeAnnotations[id];
      return found ? { label: found.label, description: found.description, needsConfirmation: !!found.needsConfirmation } : undefined;
    };
    const replace = (uri, { range, newText, annotationId }) => edit.replace(this.uri(uri), this.range(range), newText, annotation(annotationId));
    if (!value.documentChanges) {
      for (const [uri, edits] of Object.entries(value.changes || {})) for (const change of edits) replace(uri, change);
      return edit;
    }
    for (const change of value.documentChanges) {
      const note = annotation(change.annotationId);
      if (change.kind === 'create') edit.createFile(this.uri(change.uri), change.options || {}, note);
      else if (change.kind === 'rename') edit.renameFile(this.uri(change.oldUri), this.uri(change.newUri), change.options || {}, note);
      else if (change.kind === 'delete') edit.deleteFile(this.uri(change.uri), change.options || {}, note);
      else {
        const { uri, version } = change.textDocument;
        const current = this.versionOf(uri);
        if (typeof version === 'number' && current !== undefined && current !== version) {
          throw new Error('the document has changed since the edit was computed');
        }
        for (const each of change.edits) replace(uri, each);
      }
    }
    return edit;
  }

  /** A code action, or a bare command; undefined for one whose edit is for another text. */
  codeAction(value) {
    if (typeof value.command === 'string') return this.command(value);
    const kind = value.kind ? this.vscode.CodeActionKind.Empty.append(value.kind) : undefined;
    const action = new this.vscode.CodeAction(value.title, kind);
    action.isPreferred = value.isPreferred;
    action.disabled = value.disabled;
    if (value.diagnostics) action.diagnostics = value.diagnostics.map((diagnostic) => this.diagnostic(diagnostic));
    this.sent.set(action, value);
    try {
      return this.completeCodeAction(action, value);
    } catch {
      return undefined;
    }
  }

  completeCodeAction(action, value) {
    if (value.edit) action.edit = this.workspaceEdit(value.edit);
    if (value.command) action.command = this.command(value.command);
    return action;
  }

  completionItem(value, defaults = {}) {
    const details = value.labelDetails;
    const label = details ? { label: value.label, detail: details.detail, description: details.description } : value.label;
    const item = new this.vscode.CompletionItem(label, value.kind ? value.kind - 1 : undefined);
    const text = value.textEdit ? value.textEdit.newText : value.textEditText || value.insertText || value.label;
    const isSnippet = (value.insertTextFormat || defaults.insertTextFormat) === 2;
    item.insertText = isSnippet ? new this.vscode.SnippetString(text) : text;
    const place = value.textEdit ? value.textEdit.range || value.textEdit : defaults.editRange;
    if (place) item.range = place.insert ? { inserting: this.range(place.insert), replacing: this.range(place.replace) } : this.range(place);
    item.detail = value.detail;
    item.sortText = value.sortText;
    item.filterText = value.filterText;
    item.preselect = value.preselect;
    item.tags = value.tags;
    item.commitCharacters = value.commitCharacters || defaults.commitCharacters;
    if (value.documentation) item.documentation = this.markdown(value.documentation)[0];
    if (value.additionalTextEdits) item.additionalTextEdits = value.additionalTextEdits.map((edit) => this.textEdit(edit));
    if (value.command) item.command = this.command(value.command);
    this.sent.set(item, value);
    return item;
  }

  symbol(value) {
    if (value.location) {
      return new this.vscode.SymbolInformation(value.name, value.kind - 1, value.containerName || '', this.location(value.location));
    }
    const symbol = new this.vscode.DocumentSymbol(
      value.name, value.detail || '', value.kind - 1, this.range(value.range), this.range(value.selectionRange));
    symbol.children = (value.children || []).map((child) => this.symbol(child));
    return symbol;
  }
}

module.exports = { Conversions };
