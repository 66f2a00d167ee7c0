import SourceText

/// What the client announced; all that is not announced is not used.
struct ClientCapabilities: Hashable, Sendable {
  // Encoding and files.
  var encoding = PositionEncoding.utf16
  var workspaceConfiguration = false
  var registersConfigurationChanges = false
  var registersWatchedFiles = false
  var appliesEdits = false

  // Diagnostics.
  var pullsDiagnostics = false
  var refreshesDiagnostics = false
  var relatedInformation = false
  var codeDescription = false
  var unnecessaryTag = false
  var diagnosticData = false

  // Code actions.
  var documentChanges = false
  var changeAnnotations = false
  var codeActionLiterals = false
  var preferredActions = false
  var resolvesEdits = false

  // Editing help.
  var hierarchicalSymbols = false
  var markdownHover = false
  var markdownDocumentation = false
  var snippets = false
  var insertReplace = false
  var labelDetails = false
  var preselects = false
  var defaultEditRange = false

  init() {}

  /// Reads the parameters of `initialize`. Unknown and odd members are passed over.
  init(_ capabilities: JSONValue?, prefersUTF8: Bool = false) {
    let workspace = capabilities?["workspace"]
    let document = capabilities?["textDocument"]
    encoding = Self.encoding(offered: capabilities?["general"]?["positionEncodings"]?.strings ?? [], prefersUTF8: prefersUTF8)
    func has(_ value: JSONValue?, _ name: String) -> Bool { value?[name]?.boolean ?? false }

    workspaceConfiguration = has(workspace, "configuration")
    registersConfigurationChanges = has(workspace?["didChangeConfiguration"], "dynamicRegistration")
    registersWatchedFiles = has(workspace?["didChangeWatchedFiles"], "dynamicRegistration")
    appliesEdits = has(workspace, "applyEdit")

    refreshesDiagnostics = has(workspace?["diagnostics"], "refreshSupport")
    // A client that pulls but cannot be told to pull again would show stale findings after a change elsewhere: it gets pushes.
    pullsDiagnostics = document?["diagnostic"]?.isObject == true && refreshesDiagnostics
    let publish = document?["publishDiagnostics"]
    relatedInformation = has(publish, "relatedInformation") || pullsDiagnostics && has(document?["diagnostic"], "relatedInformation")
    codeDescription = has(publish, "codeDescriptionSupport") || pullsDiagnostics && has(document?["diagnostic"], "codeDescriptionSupport")
    unnecessaryTag = publish?["tagSupport"]?["valueSet"]?.lists(1) ?? false
    diagnosticData = has(publish, "dataSupport") || pullsDiagnostics && has(document?["diagnostic"], "dataSupport")

    let edit = workspace?["workspaceEdit"]
    documentChanges = has(edit, "documentChanges")
    changeAnnotations = documentChanges && edit?["changeAnnotationSupport"]?.isObject == true
    let action = document?["codeAction"]
    codeActionLiterals = action?["codeActionLiteralSupport"]?.isObject == true
    preferredActions = has(action, "isPreferredSupport")
    resolvesEdits = has(action, "dataSupport") && action?["resolveSupport"]?["properties"]?.lists("edit") == true

    hierarchicalSymbols = has(document?["documentSymbol"], "hierarchicalDocumentSymbolSupport")
    markdownHover = document?["hover"]?["contentFormat"]?.lists("markdown") ?? false
    let completion = document?["completion"]
    let item = completion?["completionItem"]
    markdownDocumentation = item?["documentationFormat"]?.lists("markdown") ?? false
    snippets = has(item, "snippetSupport")
    insertReplace = has(item, "insertReplaceSupport")
    labelDetails = has(item, "labelDetailsSupport")
    preselects = has(item, "preselectSupport")
    defaultEditRange = completion?["completionList"]?["itemDefaults"]?.lists("editRange") ?? false
  }

  /// UTF-16 whenever it is offered or nothing is: other servers on the same document count so too, and clients have mixed them up.
  static func encoding(offered: [String], prefersUTF8: Bool) -> PositionEncoding {
    let known = offered.compactMap(PositionEncoding.init(rawValue:))
    if prefersUTF8, known.contains(.utf8) { return .utf8 }
    return known.contains(.utf16) || known.isEmpty ? .utf16 : known.contains(.utf8) ? .utf8 : .utf32
  }
}

extension JSONValue {
  /// Whether the array holds the number.
  fileprivate func lists(_ number: Int) -> Bool { array?.contains { $0.integer == number } ?? false }
}
