// The part of VS Code's API that the extension uses, under plain Node: enough to drive it against a server.
'use strict';

class Position {
  constructor(line, character) {
    this.line = line;
    this.character = character;
  }
}

class Range {
  constructor(start, end) {
    this.start = start;
    this.end = end;
  }
}

class Uri {
  constructor(text) {
    this.text = text;
    const parts = /^([a-z][\w+.-]*):(?:\/\/[^/]*)?([^?#]*)/i.exec(text);
    this.scheme = parts[1];
    this.fsPath = decodeURIComponent(parts[2]);
  }

  static parse(text) {
    return new Uri(text);
  }

  /** VS Code escapes more than most programs: brackets, colons, quotation marks. */
  static file(path) {
    const escaped = (part) => encodeURIComponent(part).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    return new Uri(`file://${path.split('/').map(escaped).join('/')}`);
  }

  toString() {
    return this.text;
  }
}

class Emitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener) => {
      this.listeners.add(listener);
      return { dispose: () => this.listeners.delete(listener) };
    };
  }

  fire(value) {
    for (const listener of [...this.listeners]) listener(value);
  }
}

class MarkdownString {
  constructor(value = '') {
    this.value = value;
  }

  appendText(text) {
    this.value += text;
    return this;
  }

  appendCodeblock(text, language) {
    this.value += `\`\`\`${language}\n${text}\n\`\`\``;
    return this;
  }
}

class WorkspaceEdit {
  constructor() {
    this.replacements = [];
  }

  replace(uri, range, text, annotation) {
    this.replacements.push({ uri: uri.toString(), range, text, annotation });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }

  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}
CodeActionKind.Empty = new CodeActionKind('');

/** A class whose constructor keeps its arguments under the given names. */
function record(...names) {
  return class {
    constructor(...values) {
      names.forEach((name, index) => {
        this[name] = values[index];
      });
    }
  };
}

class TextDocument {
  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text, version: 1 });
  }

  getText(range) {
    return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text;
  }

  offsetAt({ line, character }) {
    let start = 0;
    for (let number = 0; number < line; number++) {
      const end = /\r\n|\n|\r/.exec(this.text.slice(start));
      if (!end) return this.text.length;
      start += end.index + end[0].length;
    }
    return start + Math.min(character, /\r\n|\n|\r|$/.exec(this.text.slice(start)).index);
  }

  positionAt(offset) {
    const lines = this.text.slice(0, offset).split(/\r\n|\n|\r/);
    return new Position(lines.length - 1, lines[lines.length - 1].length);
  }
}

const nothing = { dispose() {} };
const never = () => nothing;

/** An editor with the given settings (`cmklint.path` and so on) and workspace folders (paths). */
function makeEditor({ settings = {}, folders = [] }) {
  const events = Object.fromEntries(['open', 'close', 'change', 'save', 'configuration', 'folders'].map((name) => [name, new Emitter()]));
  const documents = [];
  const providers = {};
  const commands = new Map();
  const published = new Map();
  const log = [];
  const messages = [];
  const register = (name) => (selector, provider, ...rest) => {
    providers[name] = { provider, rest };
    return { dispose: () => delete providers[name] };
  };
  const show = (level) => async (text) => {
    messages.push(`${level}: ${text}`);
  };

  /** Changes as the editor makes them: sorted from the end of the text to its start, told in one event. */
  function edit(document, replacements) {
    const contentChanges = replacements
      .map(({ range, text }) => ({ range, text, start: document.offsetAt(range.start), end: document.offsetAt(range.end) }))
      .sort((left, right) => right.start - left.start);
    for (const { start, end, text } of contentChanges) document.text = document.text.slice(0, start) + text + document.text.slice(end);
    document.version += 1;
    events.change.fire({ document, contentChanges });
  }

  const api = {
    version: 'mock',
    env: { language: 'en', openExternal: async () => true },
    Position, Range, Uri, MarkdownString, WorkspaceEdit, CodeActionKind,
    Location: record('uri', 'range'),
    Diagnostic: record('range', 'message', 'severity'),
    DiagnosticRelatedInformation: record('location', 'message'),
    CodeAction: record('title', 'kind'),
    CompletionItem: record('label', 'kind'),
    CompletionList: record('items', 'isIncomplete'),
    SnippetString: record('value'),
    Hover: record('contents', 'range'),
    TextEdit: record('range', 'newText'),
    DocumentSymbol: record('name', 'detail', 'kind', 'range', 'selectionRange'),
    SymbolInformation: record('name', 'kind', 'containerName', 'location'),
    RelativePattern: record('base', 'pattern'),
    ProgressLocation: { Window: 10 },
    window: {
      createOutputChannel: () => ({ appendLine: (line) => log.push(line), show() {}, dispose() {} }),
      showErrorMessage: show('error'),
      showWarningMessage: show('warning'),
      showInformationMessage: show('information'),
      showTextDocument: async () => {},
      withProgress: (_, run) => run({ report() {} }),
    },
    workspace: {
      textDocuments: documents,
      workspaceFolders: folders.map((path, index) => ({ uri: Uri.file(path), name: `folder ${index}`, index })),
      onDidOpenTextDocument: events.open.event,
      onDidCloseTextDocument: events.close.event,
      onDidChangeTextDocument: events.change.event,
      onDidSaveTextDocument: events.save.event,
      onDidChangeConfiguration: events.configuration.event,
      onDidChangeWorkspaceFolders: events.folders.event,
      createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose() {} }),
      getConfiguration: (section) => ({ get: (name) => settings[`${section}.${name}`] }),
      async applyEdit({ replacements }) {
        for (const document of documents) {
          const own = replacements.filter(({ uri }) => uri === document.uri.toString());
          if (own.length > 0) edit(document, own);
        }
        return true;
      },
    },
    languages: {
      createDiagnosticCollection: () => ({
        set: (uri, list) => published.set(uri.toString(), list),
        clear: () => published.clear(),
        dispose() {},
      }),
      match: (selector, { languageId, uri }) =>
        selector.some(({ language, scheme }) => language === languageId && scheme === uri.scheme) ? 10 : 0,
      registerCodeActionsProvider: register('codeActions'),
      registerCompletionItemProvider: register('completion'),
      registerHoverProvider: register('hover'),
      registerDefinitionProvider: register('definition'),
      registerDocumentSymbolProvider: register('symbols'),
    },
    commands: {
      registerCommand(name, run) {
        commands.set(name, run);
        return { dispose: () => commands.delete(name) };
      },
    },
  };

  return {
    api, edit, providers, commands, log, messages,
    token: { isCancellationRequested: false, onCancellationRequested: never },
    diagnostics: (document) => published.get(document.uri.toString()) || [],
    open(path, languageId, text) {
      const document = new TextDocument(Uri.file(path), languageId, text);
      documents.push(document);
      events.open.fire(document);
      return document;
    },
    close(document) {
      documents.splice(documents.indexOf(document), 1);
      events.close.fire(document);
    },
    set(name, value) {
      settings[name] = value;
      events.configuration.fire({ affectsConfiguration: (section) => name === section || name.startsWith(`${section}.`) });
    },
  };
}

module.exports = { makeEditor, Position, Range, Uri };
