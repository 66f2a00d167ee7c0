// The editor's questions to the server. Only what the server advertises is registered.
'use strict';
const { Conversions } = require('./conversions.js');
const { ResponseError } = require('./transport.js');

/** Registers the providers; returns what takes them away. */
function registerFeatures({ vscode, connection, conversions, capabilities, selector, log }) {
  const { languages } = vscode;
  const subscriptions = [];
  const optionsOf = (provider) => (typeof provider === 'object' && provider !== null ? provider : {});

  /** An answer that comes too late or fails is no answer; only a failure is worth a line in the log. */
  async function ask(method, params, token, convert, otherwise) {
    try {
      const result = await connection.request(method, params, token);
      return result === null || result === undefined ? otherwise : convert(result);
    } catch (error) {
      if (!(error instanceof ResponseError && error.isOutdated)) log(`${method}: ${error.message}`);
      return otherwise;
    }
  }

  const at = (document, position) => ({
    textDocument: conversions.documentID(document),
    position: { line: position.line, character: position.character },
  });

  for (const command of (capabilities.executeCommandProvider || { commands: [] }).commands) {
    subscriptions.push(
      vscode.commands.registerCommand(Conversions.commandName(command), (...args) =>
        connection
          .request('workspace/executeCommand', { command, arguments: args })
          .catch((error) => vscode.window.showErrorMessage(`cmklint: ${error.message}`)),
      ),
    );
  }

  if (capabilities.codeActionProvider) {
    const options = optionsOf(capabilities.codeActionProvider);
    const provider = {
      provideCodeActions(document, range, context, token) {
        const params = {
          textDocument: conversions.documentID(document),
          range: conversions.serverRange(range),
          context: {
            diagnostics: conversions.serverDiagnostics(context.diagnostics),
            triggerKind: context.triggerKind,
            ...(context.only ? { only: [context.only.value] } : {}),
          },
        };
        const convert = (actions) => actions.map((action) => conversions.codeAction(action)).filter((action) => action !== undefined);
        return ask('textDocument/codeAction', params, token, convert, []);
      },
    };
    if (options.resolveProvider) {
      provider.resolveCodeAction = (action, token) =>
        ask('codeAction/resolve', conversions.sent.get(action), token, (value) => conversions.completeCodeAction(action, value), action);
    }
    const kinds = options.codeActionKinds && options.codeActionKinds.map((kind) => vscode.CodeActionKind.Empty.append(kind));
    subscriptions.push(languages.registerCodeActionsProvider(selector, provider, kinds && { providedCodeActionKinds: kinds }));
  }

  if (capabilities.completionProvider) {
    const options = optionsOf(capabilities.completionProvider);
    const provider = {
      provideCompletionItems(document, position, token, context) {
        const params = {
          ...at(document, position),
          context: { triggerKind: context.triggerKind + 1, triggerCharacter: context.triggerCharacter },
        };
        const convert = (list) => {
          const items = Array.isArray(list) ? list : list.items;
          return new vscode.CompletionList(items.map((item) => conversions.completionItem(item, list.itemDefaults)), !!list.isIncomplete);
        };
        return ask('textDocument/completion', params, token, convert, undefined);
      },
    };
    if (options.resolveProvider) {
      provider.resolveCompletionItem = (item, token) =>
        ask('completionItem/resolve', conversions.sent.get(item), token, (value) => conversions.completionItem(value), item);
    }
    subscriptions.push(languages.registerCompletionItemProvider(selector, provider, ...(options.triggerCharacters || [])));
  }

  if (capabilities.hoverProvider) {
    subscriptions.push(
      languages.registerHoverProvider(selector, {
        provideHover: (document, position, token) =>
          ask('textDocument/hover', at(document, position), token, (hover) => conversions.hover(hover), undefined),
      }),
    );
  }

  if (capabilities.definitionProvider) {
    subscriptions.push(
      languages.registerDefinitionProvider(selector, {
        provideDefinition: (document, position, token) =>
          ask('textDocument/definition', at(document, position), token,
            (found) => (Array.isArray(found) ? found : [found]).map((one) => conversions.definition(one)), undefined),
      }),
    );
  }

  if (capabilities.documentSymbolProvider) {
    subscriptions.push(
      languages.registerDocumentSymbolProvider(selector, {
        provideDocumentSymbols: (document, token) =>
          ask('textDocument/documentSymbol', { textDocument: conversions.documentID(document) }, token,
            (symbols) => symbols.map((symbol) => conversions.symbol(symbol)), []),
      }),
    );
  }

  return subscriptions;
}

module.exports = { registerFeatures };
